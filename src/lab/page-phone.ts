import { html } from 'hono/html';
import { NETWORKS, type NetworkLike } from '../channels/terminal.ts';
import { shortDay } from '../conversations/format.ts';
import { dayOf, hourOf } from '../domain/office-time.ts';
import type { Came, Entry, Upload } from './entry.ts';
import type { Html } from './page.ts';
import type { PersonWords } from './people-words.ts';
import { isPicture, sizeInWords } from './upload.ts';
import { labTexts } from './texts.ts';

const texts = labTexts.season;

export interface PhoneParts {
  /** Path of the season, without a query. */
  base: string;
  /** Path and query of the page the phone stands on, to come back to. */
  here: string;
  index: number;
  person: PersonWords;
  network: NetworkLike;
  now: Date;
  entries: readonly Entry[];
  /** Where the page without this phone is; undefined for the only one. */
  without: string | undefined;
  /** Sent with every form: a repeated request is known by it. */
  mark: () => string;
}

/** One phone, as its holder sees it. */
export function phone(parts: PhoneParts): Html {
  const { base, here, index, person, network, now, entries, without, mark } = parts;
  const name = `${person.office}, ${person.place}`;
  const id = `may-${index}`;
  const hidden = html`<input type="hidden" name="may" value="${person.who}" /><input
      type="hidden"
      name="ve"
      value="${here}#${id}"
    /><input type="hidden" name="dau" value="${mark()}" />`;
  return html`<section class="phone ${network}" id="${id}" data-who="${person.who}" aria-label="${name}">
    <div class="holder">
      <h2>${person.office}</h2>
      <p>${person.place}</p>
    </div>
    <div class="case">
      <div class="status" aria-hidden="true"><span data-clock="hour">${hourOf(now)}</span></div>
      <div class="app">
        <span class="avatar" aria-hidden="true">TL</span>
        <span class="who">${texts.bot}</span>
        <form method="post" action="${base}/mang" data-live>
          ${hidden}
          ${NETWORKS.filter((one) => one !== network).map(
            (other) =>
              html`<button class="network" name="mang" value="${other}" title="${texts.networkOf[network]}">
                ${texts.networks[network]}<span class="unseen">. ${texts.toNetwork[other]}</span>
              </button>`,
          )}
        </form>
      </div>
      <div class="log" role="log" tabindex="0" aria-label="${texts.log(name)}">
        ${entries.length === 0 && html`<p class="empty">${texts.nothingYet}</p>`}
        ${entries.map((entry, at) => phoneEntry(entry, base, here + `#${id}`, entries[at - 1]))}
      </div>
      <p class="typing" role="status" data-typing><span hidden>${texts.typing}</span></p>
      <form class="composer" method="post" action="${base}/nhan" data-live data-composer>
        ${hidden}
        <label class="unseen" for="${id}-tin">${texts.compose(name)}</label>
        <textarea
          id="${id}-tin"
          name="noi-dung"
          rows="1"
          required
          placeholder="${texts.placeholder}"
          autocomplete="off"
        ></textarea>
        <button class="send">${texts.send}</button>
      </form>
      <form
        class="attach"
        method="post"
        action="${base}/tep"
        enctype="multipart/form-data"
        data-live
        data-attach
      >
        ${hidden}
        <label>${texts.attach} <input type="file" name="tep" required /></label>
        <button class="quiet">${texts.sendFile}</button>
      </form>
    </div>
    ${
      without !== undefined &&
      html`<a class="remove" href="${without}" aria-label="${texts.remove(name)}">${texts.removeShort}</a>`
    }
  </section>`;
}

/** One entry in the log of a phone, under its day where that is another than before. */
export function phoneEntry(entry: Entry, base: string, here: string, before?: Entry): Html {
  const day = dayOf(entry.at);
  const isNewDay = before !== undefined && dayOf(before.at) !== day;
  return html`${(isNewDay || !before) && html`<p class="day" data-day="${day}">${shortDay(day)}</p>`}
  ${body(entry, base, here)}`;
}

function body(entry: Entry, base: string, here: string): Html {
  const { seq, at, kind } = entry;
  const time = html`<time datetime="${at.toISOString()}">${hourOf(at)}</time>`;
  const mine = (inner: Html): Html =>
    html`<div class="message mine" data-seq="${seq}">
      <span class="unseen">${texts.self}: </span>${inner} ${time}
    </div>`;
  switch (kind) {
    case 'said':
      return mine(html`<p class="text">${entry.text}</p>`);
    case 'pressed':
      return mine(html`<p class="text pressed">${texts.pressed(entry.label)}</p>`);
    case 'file':
      return mine(uploaded(entry.upload, `${base}/tep/${seq}`));
    case 'network':
      return html`<p class="note" data-seq="${seq}">${texts.changed[entry.network]}</p>`;
    case 'came':
      return came(entry, base, here, time);
  }
}

/** Addresses as links, as both networks show them. */
const linked = (text: string): (Html | string)[] =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>` : part,
    );

function came({ seq, who, message, bubbles, network }: Came, base: string, here: string, time: Html): Html {
  return html`${bubbles.map(({ text, rows }) => {
    const buttons =
      rows.length > 0 &&
      html`<form class="buttons" method="post" action="${base}/bam" data-live>
        <input type="hidden" name="may" value="${who}" />
        <input type="hidden" name="tin" value="${message.id}" />
        <input type="hidden" name="ve" value="${here}" />
        ${rows.map(
          (row) =>
            html`<div>
              ${row.map(({ label, choice }) => html`<button name="chon" value="${choice}">${label}</button>`)}
            </div>`,
        )}
      </form>`;
    return html`<div class="message theirs ${network}" data-seq="${seq}">
      <span class="unseen">${texts.bot}: </span>
      <p class="text">${linked(text)}</p>
      ${time} ${buttons}
    </div>`;
  })}
  ${message.files.map(
    ({ name }, index) =>
      html`<div class="message theirs ${network}" data-seq="${seq}">
        <span class="unseen">${texts.bot}: </span>
        ${fileLink(name, '', `${base}/tep/${seq}/${index}`)} ${time}
      </div>`,
  )}`;
}

const fileLink = (name: string, size: string, href: string | null): Html =>
  href === null
    ? html`<p class="file">${texts.file(name, size)}</p>`
    : html`<p class="file"><a href="${href}" download="${name}">${texts.file(name, size)}</a></p>`;

function uploaded({ name, size, path, mime }: Upload, href: string): Html {
  if (path === null) return fileLink(name, '', null);
  if (isPicture(mime))
    return html`<a class="picture" href="${href}"
      ><img src="${href}" alt="${texts.picture(name)}" loading="lazy"
    /></a>`;
  return fileLink(name, sizeInWords(size), href);
}
