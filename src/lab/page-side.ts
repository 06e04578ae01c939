import { html } from 'hono/html';
import { capital, shortDay, weekdayName } from '../conversations/format.ts';
import { dayOf, hourOf } from '../domain/office-time.ts';
import type { Came } from './entry.ts';
import type { Expected } from './forecast.ts';
import type { Html } from './page.ts';
import type { PersonWords } from './people-words.ts';
import type { Step } from './stories.ts';
import { labTexts } from './texts.ts';

/** Lines shown of what is expected, and of what has been sent. */
const EXPECTED_SHOWN = 8;
const SENT_SHOWN = 10;

export interface StepsParts {
  base: string;
  here: string;
  steps: readonly Step[];
  done: number;
  /** Words already sent of the step that is to be done. */
  said: number;
  mark: () => string;
}

/** What a newcomer is told to do, with the words to write as buttons. */
export function stepsList({ base, here, steps, done, said, mark }: StepsParts): Html {
  const texts = labTexts.season;
  return html`<h2>${texts.steps}</h2>
    <ol class="steps">
      ${steps.map((step, index) => {
        const state = index < done ? 'done' : index === done ? 'current' : 'later';
        return html`<li class="${state}" ${state === 'current' ? html`aria-current="step"` : ''}>
          <h3>
            <span class="no">${texts.step(index + 1)}</span> ${step.title}
            ${state === 'done' && html`<span class="done-word">(${texts.stepDone})</span>`}
          </h3>
          <p>${step.text}</p>
          ${
            state === 'current' &&
            step.says &&
            html`<p class="says-about">${texts.press}:</p>
              <div class="says">
                ${step.says.texts.map(
                  (text, at) =>
                    html`<form method="post" action="${base}/nhan" data-live>
                      <input type="hidden" name="may" value="${step.says?.who}" />
                      <input type="hidden" name="ve" value="${here}" />
                      <input type="hidden" name="dau" value="${mark()}" />
                      <button
                        name="noi-dung"
                        value="${text}"
                        data-key="buoc-${index}-${at}"
                        class="${at === said ? 'next' : at < said ? 'past' : ''}"
                      >
                        ${text}
                      </button>
                    </form>`,
                )}
              </div>`
          }
          ${
            state === 'current' &&
            step.winds &&
            html`<form method="post" action="${base}/dong-ho" data-live>
              <input type="hidden" name="ve" value="${here}" />
              <input type="hidden" name="dau" value="${mark()}" />
              <button class="next" name="viec" value="su-kien" data-key="buoc-${index}-tua">
                ${texts.next}
              </button>
            </form>`
          }
        </li>`;
      })}
    </ol>
    ${done === steps.length && html`<p class="all-done" tabindex="-1">${texts.allDone}</p>`}`;
}

/** What the bot is going to send. */
export function forecastPanel(expected: readonly Expected[]): Html {
  const texts = labTexts.forecast;
  const shown = expected.slice(0, EXPECTED_SHOWN);
  return html`<h2>${texts.heading}</h2>
    <p class="hint">${texts.about}</p>
    ${expected.length === 0 && html`<p>${texts.none}</p>`}
    <ol class="lines">
      ${shown.map(
        ({ at, when, to, why }) =>
          html`<li>
            <span class="when">${when ?? momentLine(at)}</span>
            <span class="to">${capital(to)}</span>
            <span class="why">${capital(why)}</span>
          </li>`,
      )}
    </ol>
    ${expected.length > shown.length && html`<p class="hint">${texts.more(expected.length - shown.length)}</p>`}`;
}

export interface SentLine {
  came: Came;
  person: PersonWords;
  /** Where the page with this person's phone is; undefined where it stands there already. */
  open: string | undefined;
}

/** What has come to whom, newest first. */
export function sentPanel(lines: readonly SentLine[]): Html {
  const texts = labTexts.sent;
  return html`<h2>${texts.heading}</h2>
    <p class="hint">${texts.about}</p>
    ${lines.length === 0 && html`<p>${texts.none}</p>`}
    <ol class="lines">
      ${lines.slice(0, SENT_SHOWN).map(({ came, person, open }) => {
        const name = `${person.office}, ${person.place}`;
        return html`<li>
          <span class="when">${momentLine(came.at)}</span>
          <span class="to"> ${open === undefined ? name : html`<a href="${open}">${name}</a>`} </span>
          <span class="why">${came.message.text.split('\n', 1)[0]}</span>
        </li>`;
      })}
    </ol>`;
}

export interface ShareParts {
  link: string;
  script: string;
  download: string;
}

/** What can be taken away: a link to the situation, and everything done as a script. */
export function sharePanel({ link, script, download }: ShareParts): Html {
  const texts = labTexts.share;
  return html`<h2>${texts.heading}</h2>
    <label for="duong-dan">${texts.link}</label>
    <div class="copy">
      <input id="duong-dan" readonly value="${link}" data-key="duong-dan" />
      <button type="button" class="quiet" data-copy="duong-dan" hidden>${texts.copy}</button>
    </div>
    <p class="hint">${texts.linkHint}</p>
    <label for="ban-ghi">${texts.script}</label>
    <textarea id="ban-ghi" readonly rows="6" spellcheck="false" data-key="ban-ghi">${script}</textarea>
    <p class="hint">${texts.scriptHint}</p>
    <p class="actions">
      <button type="button" class="quiet" data-copy="ban-ghi" hidden>${texts.copy}</button>
      <a class="button quiet" href="${download}" download>${texts.download}</a>
    </p>`;
}

export const momentLine = (at: Date): string =>
  `${hourOf(at)} ${weekdayName(dayOf(at))}, ${shortDay(dayOf(at))}`;
