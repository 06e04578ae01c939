import { html } from 'hono/html';
import { NETWORKS } from '../channels/terminal.ts';
import { SPEEDS, type Speed } from './clock-runner.ts';
import type { Html } from './page.ts';
import { momentLine } from './page-side.ts';
import type { PersonWords } from './people-words.ts';
import { MOST_PHONES } from './situation.ts';
import { labTexts } from './texts.ts';

const texts = labTexts.season;

export interface SeasonPageParts {
  base: string;
  here: string;
  title: string;
  about: string;
  now: Date;
  speed: Speed | null;
  /** Something that could not be done, said at the top. */
  notice: string | undefined;
  steps: Html | undefined;
  phones: readonly { person: PersonWords; html: Html }[];
  people: readonly { office: string; people: readonly PersonWords[] }[];
  forecast: Html;
  sent: Html;
  share: Html;
  mark: () => string;
}

/** The page of a season: the clock, the steps, the phones, and what is going to be sent. */
export function seasonMain(parts: SeasonPageParts): Html {
  const { title, about, notice, steps, phones } = parts;
  return html`<div class="season">
    <section class="bar" aria-label="${texts.clock}">
      <div class="about">
        <h1>${title}</h1>
        <p>${about}</p>
      </div>
      ${clockPanel(parts)}
    </section>
    <p class="notice" role="status" data-notice>${notice ?? ''}</p>
    <div class="table">
      ${steps && html`<section class="guide" data-part="steps" aria-label="${texts.steps}">${steps}</section>`}
      <div class="desk">
        <nav class="tabs" aria-label="${texts.phones}">
          ${phones.map(
            ({ person }, index) =>
              html`<a href="#may-${index}" data-tab="${person.who}"
                >${person.office} <span>${person.place}</span> <b hidden></b
              ></a>`,
          )}
        </nav>
        <div class="phones">${phones.map((one) => one.html)}</div>
        ${holderForm(parts)}
      </div>
      <aside class="side">
        <section class="panel" data-part="forecast">${parts.forecast}</section>
        <section class="panel" data-part="sent">${parts.sent}</section>
        <section class="panel" data-part="share">${parts.share}</section>
      </aside>
    </div>
  </div>`;
}

function clockPanel({ base, here, now, speed, mark }: SeasonPageParts): Html {
  const hidden = html`<input type="hidden" name="ve" value="${here}" /><input
      type="hidden"
      name="dau"
      value="${mark()}"
    />`;
  return html`<div class="clock">
    <p class="time" role="status">
      <span class="unseen">${texts.clock}: </span><span data-clock="moment">${momentLine(now)}</span>
      <span class="running" data-running ${speed === null ? 'hidden' : ''}>${texts.running}</span>
    </p>
    <form method="post" action="${base}/dong-ho" data-live>
      ${hidden}
      <button name="viec" value="su-kien" class="strong">${texts.next}</button>
      <button name="viec" value="ngay">${texts.day}</button>
    </form>
    <form method="post" action="${base}/dong-ho" data-live>
      ${hidden}
      <label class="unseen" for="toc-do">${texts.speed}</label>
      <select id="toc-do" name="toc-do">
        ${SPEEDS.map(
          (one) =>
            html`<option value="${one}" ${one === (speed ?? 10) ? 'selected' : ''}>
              ${texts.runAt(one)}
            </option>`,
        )}
      </select>
      <button name="viec" value="chay" data-run ${speed === null ? '' : 'hidden'}>${texts.run}</button>
      <button name="viec" value="dung" data-stop ${speed === null ? 'hidden' : ''}>${texts.stop}</button>
    </form>
    <form method="post" action="${base}/dat-lai">
      ${hidden}
      <button class="quiet" title="${texts.resetHint}">${texts.reset}</button>
    </form>
  </div>`;
}

/** Chooses who holds a phone, and of which network: one more, or another in the place of one. */
function holderForm({ base, phones, people }: SeasonPageParts): Html {
  const form = (id: string, about: Html | '', button: string): Html =>
    html`<form method="post" action="${base}/giu-may">
      ${phones.map(({ person }) => html`<input type="hidden" name="dang-giu" value="${person.who}" />`)}
      ${about}
      <label for="${id}">${texts.holder}</label>
      <select id="${id}" name="may">
        ${people.map(
          ({ office, people: group }) =>
            html`<optgroup label="${office}">
              ${group.map(({ who, place }) => html`<option value="${who}">${office}, ${place}</option>`)}
            </optgroup>`,
        )}
      </select>
      <label for="${id}-mang">${texts.onNetwork}</label>
      <select id="${id}-mang" name="mang" class="narrow-choice">
        <option value="">${texts.sameNetwork}</option>
        ${NETWORKS.map((one) => html`<option value="${one}">${texts.networks[one]}</option>`)}
      </select>
      <button>${button}</button>
    </form>`;
  return html`<details class="holders">
    <summary>${texts.hold}</summary>
    ${phones.length < MOST_PHONES && form('them-may', '', texts.add)}
    ${phones.map(({ person }, index) =>
      form(
        `doi-${index}`,
        html`<input type="hidden" name="thay" value="${person.who}" />
          <span>${texts.replace}: ${person.office}, ${person.place}</span>`,
        texts.replace,
      ),
    )}
  </details>`;
}
