import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { html } from 'hono/html';
import { guideTexts } from './conversations/texts-guides.ts';

const FOLDER = fileURLToPath(new URL('../docs/huong-dan', import.meta.url));
/** In the order in which people come to the program. */
const ORDER = ['can-bo-dau-moi', 'thu-truong-don-vi', 'truong-doan', 'co-quan-thuong-truc'];

type Html = ReturnType<typeof html>;

/** A page of instructions for one kind of user. */
export interface Guide {
  key: string;
  title: string;
  text: string;
}

export function loadGuides(): Guide[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.md'))
    .map((file) => {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      return { key: basename(file, '.md'), title: /^# (.+)$/m.exec(text)?.[1] ?? file, text };
    })
    .sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));
}

/** All guides, as a page. */
export const guidesMain = (guides: readonly Guide[]): Html =>
  html`<article class="card guide-page">
    <h1>${guideTexts.title}</h1>
    <p>${guideTexts.about}</p>
    ${guideLinks(guides)}
  </article>`;

/** A guide as a page: headings, paragraphs, lists, tables of two columns' words, and talks, in which `» ` is the person. */
export function guideMain({ key, text }: Guide, all: readonly Guide[]): Html {
  return html`<article class="card guide-page">
    ${blocksOf(text).map(blockHtml)}
    <nav aria-labelledby="huong-dan-khac">
      <h2 id="huong-dan-khac">${guideTexts.others}</h2>
      ${guideLinks(all.filter((one) => one.key !== key))}
    </nav>
  </article>`;
}

export const guideLinks = (guides: readonly Guide[]): Html =>
  html`<ul class="guides">
    ${guides.map(({ key, title }) => html`<li><a href="/huong-dan/${key}">${title}</a></li>`)}
  </ul>`;

type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'talk'; lines: string[] };

const ITEM = /^(?:-|\d+\.) (.*)$/;

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,3}) (.+)$/.exec(line);
    const last = blocks.at(-1);
    const follows = (lines[at - 1] ?? '') !== '';
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      blocks.push({ kind: 'talk', lines: lines.slice(at + 1, end) });
      at = end;
    } else if (heading) {
      const level = (heading[1] ?? '').length as 1 | 2 | 3;
      blocks.push({ kind: 'heading', level, text: heading[2] ?? '' });
    } else if (ITEM.test(line)) {
      const item = ITEM.exec(line)?.[1] ?? '';
      if (last?.kind === 'list' && follows) last.items.push(item);
      else blocks.push({ kind: 'list', ordered: !line.startsWith('-'), items: [item] });
    } else if (line.trim() !== '') {
      if (last?.kind === 'paragraph' && follows) last.text += ` ${line.trim()}`;
      else blocks.push({ kind: 'paragraph', text: line.trim() });
    }
  }
  return blocks;
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      if (block.level === 1) return html`<h1>${inline(block.text)}</h1>`;
      return block.level === 2 ? html`<h2>${inline(block.text)}</h2>` : html`<h3>${inline(block.text)}</h3>`;
    case 'paragraph':
      return html`<p>${inline(block.text)}</p>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${inline(item)}</li>`);
      return block.ordered
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'talk':
      return html`<div class="talk">${bubbles(block.lines)}</div>`;
  }
}

/** Lines of a talk as bubbles: `» ` begins what a person writes, anything after it the answer. */
function bubbles(lines: readonly string[]): Html[] {
  const said: { mine: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const mine = line.startsWith('» ');
    const last = said.at(-1);
    if (last && !mine && !last.mine) last.lines.push(line);
    else said.push({ mine, lines: [mine ? line.slice(2) : line] });
  }
  return said
    .filter((one) => one.lines.join('').trim() !== '')
    .map(
      (one) =>
        html`<p class="text message ${one.mine ? 'mine' : 'theirs'}">${one.lines.join('\n').trim()}</p>`,
    );
}

/** `code`, **strong** and [links](within the guides); anything else is shown as it is. */
function inline(text: string): (Html | string)[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([a-z0-9/.-]+\))/g).map((part) => {
    const link = /^\[([^\]]+)\]\(([a-z0-9/.-]+)\)$/.exec(part);
    if (link) return html`<a href="${(link[2] ?? '').replace(/\.md$/, '')}">${link[1]}</a>`;
    if (/^`[^`]+`$/.test(part)) return html`<code>${part.slice(1, -1)}</code>`;
    return /^\*\*[^*]+\*\*$/.test(part) ? html`<strong>${part.slice(2, -2)}</strong>` : part;
  });
}
