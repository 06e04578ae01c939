import { paperTexts } from '../conversations/texts-papers.ts';
import type { Bar, ProgressFacts } from '../conversations/progress.ts';
import { escapeXml as escape } from '../files/xlsx/markup.ts';

/** As wide as a phone shows without shrinking, twice. */
const WIDTH = 1080;
const MARGIN = 44;
const INSIDE = WIDTH - 2 * MARGIN;
const BAR = 26;
/** Bars before the rest is only counted: a picture of sixty is still one picture, of six hundred none. */
const MOST_BARS = 64;
/** From this many on they stand in two columns. */
const TWO_COLUMNS = 13;

const COLORS = {
  paper: '#ffffff',
  ink: '#1b1f24',
  grey: '#5d6670',
  track: '#e6eaee',
  done: '#1f6fb2',
  full: '#2e7d4f',
  owed: '#e0a63a',
  late: '#b3261e',
};

/** Progress by unit and by section as an SVG of its own, every word escaped. */
export function progressSvg(facts: ProgressFacts): string {
  const { progress } = paperTexts;
  const parts: string[] = [];
  let y = MARGIN;
  const write = (text: string, size: number, options: { color?: string; weight?: number } = {}): void => {
    for (const line of wrapped(text, INSIDE, size)) {
      y += size * 1.32;
      parts.push(words(MARGIN, y, line, size, options));
    }
  };
  write(facts.title, 38, { weight: 700 });
  y += 4;
  write(facts.moment, 26, { color: COLORS.grey });
  y += 8;
  write(facts.summary, 30);
  y += 18;
  y = legend(parts, y);
  for (const [title, bars] of [
    [progress.byUnit, facts.units],
    [progress.bySection, facts.sections],
  ] as const) {
    if (bars.length === 0) continue;
    y += 26;
    write(title, 32, { weight: 700 });
    y = block(parts, bars, y + 10);
  }
  const height = Math.ceil(y + MARGIN);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Be Vietnam Pro"><rect width="${WIDTH}" height="${height}" fill="${COLORS.paper}"/>${parts.join('')}</svg>`;
}

function legend(parts: string[], y: number): number {
  let x = MARGIN;
  for (const [color, label] of [
    [COLORS.full, paperTexts.progress.full],
    [COLORS.done, paperTexts.progress.part],
    [COLORS.owed, paperTexts.progress.owed],
    [COLORS.track, paperTexts.progress.none],
  ] as const) {
    parts.push(`<rect x="${x}" y="${y}" width="24" height="24" rx="5" fill="${color}"/>`);
    parts.push(words(x + 34, y + 20, label, 24, { color: COLORS.grey }));
    x += 34 + widthOf(label, 24) + 36;
  }
  return y + 30;
}

/** The bars one under another, many of them in two columns; where the last ends. */
function block(parts: string[], all: readonly Bar[], top: number): number {
  const bars = all.slice(0, MOST_BARS);
  const columns = bars.length >= TWO_COLUMNS ? 2 : 1;
  const gap = 40;
  const width = (INSIDE - gap * (columns - 1)) / columns;
  const size = columns === 2 ? 23 : 28;
  const inColumn = Math.ceil(bars.length / columns);
  let lowest = top;
  for (let column = 0; column < columns; column += 1) {
    let y = top;
    for (const bar of bars.slice(column * inColumn, (column + 1) * inColumn))
      y = oneBar(parts, bar, { x: MARGIN + column * (width + gap), y, width, size });
    lowest = Math.max(lowest, y);
  }
  const rest = all.length - bars.length;
  if (rest <= 0) return lowest;
  parts.push(words(MARGIN, lowest + 30, paperTexts.progress.more(rest), 26, { color: COLORS.grey }));
  return lowest + 40;
}

function oneBar(
  parts: string[],
  bar: Bar,
  at: { x: number; y: number; width: number; size: number },
): number {
  const { x, width, size } = at;
  const { done, owed, total, mark, isLate } = bar;
  const figure = `${done}/${total}`;
  const room = width - widthOf(figure, size) - 16;
  let y = at.y + size * 1.35;
  const [first = '', ...rest] = wrapped(bar.name, room, size).slice(0, 2);
  parts.push(words(x, y, first, size, {}));
  parts.push(words(x + width, y, figure, size, { weight: 600, anchor: 'end' }));
  for (const line of rest) {
    y += size * 1.25;
    parts.push(words(x, y, line, size, {}));
  }
  if (mark !== '') {
    y += size * 1.2;
    parts.push(
      words(x, y, clipped(mark, width, size - 3), size - 3, { color: isLate ? COLORS.late : COLORS.grey }),
    );
  }
  y += 10;
  const height = size > 24 ? BAR : 18;
  const share = (part: number): number => Math.max(0, Math.min(width, (part * width) / total));
  const filled = share(done);
  parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${COLORS.track}"/>`);
  if (owed > 0)
    parts.push(
      `<rect x="${x}" y="${y}" width="${share(done + owed)}" height="${height}" rx="6" fill="${COLORS.owed}"/>`,
    );
  if (filled > 0)
    parts.push(
      `<rect x="${x}" y="${y}" width="${filled}" height="${height}" rx="6" fill="${done >= total ? COLORS.full : COLORS.done}"/>`,
    );
  return y + height + 12;
}

function words(
  x: number,
  y: number,
  text: string,
  size: number,
  {
    color = COLORS.ink,
    weight = 400,
    anchor = 'start',
  }: { color?: string; weight?: number; anchor?: 'start' | 'end' },
): string {
  return `<text x="${x}" y="${Math.round(y)}" font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}">${escape(text)}</text>`;
}

/** About how wide words are: capitals and round letters are wider than the narrow ones. */
function widthOf(text: string, size: number): number {
  let units = 0;
  for (const letter of text.normalize('NFD').replace(/\p{M}/gu, ''))
    units += /[MWmw@%]/.test(letter)
      ? 0.9
      : /[A-ZĐ0-9]/.test(letter)
        ? 0.68
        : /[ijlftr.,;:'|() ]/.test(letter)
          ? 0.34
          : 0.58;
  return units * size;
}

/** Lines no wider than `width`; a word longer than a line is cut. */
function wrapped(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== '') lines.push(line);
  return lines.map((one) => clipped(one, width, size));
}

function clipped(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) return text;
  let short = text;
  while (short !== '' && widthOf(`${short}…`, size) > width) short = short.slice(0, -1);
  return `${short.trimEnd()}…`;
}
