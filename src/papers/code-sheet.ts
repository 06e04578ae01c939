import { encode } from 'uqr';
import type { CodeSlip } from '../conversations/paper.ts';
import { peopleListTexts } from '../conversations/texts-people-list.ts';
import { escapeXml as escape } from '../files/xlsx/markup.ts';

const texts = peopleListTexts.codes;

/** Slips to be cut out, ten on an A4 page, as one page of HTML that fetches nothing: an office prints it from any browser. */
export function codeSheet(slips: readonly CodeSlip[], telegramName: string | undefined): string {
  const [first] = slips;
  const note = first === undefined ? '' : texts.note(slips.length, first.lastDay);
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escape(texts.title)}</title>
<style>
@page { size: A4 portrait; margin: 12mm }
body { font-family: "Times New Roman", Tinos, serif; font-size: 11pt; margin: 0; color: #000 }
h1 { font-size: 14pt; text-align: center; margin: 0 0 2mm }
p.note { text-align: center; font-style: italic; margin: 0 0 4mm }
main { display: grid; grid-template-columns: 1fr 1fr }
section { border: 0.3mm dashed #777; padding: 3mm; min-height: 46mm; display: flex; gap: 3mm; break-inside: avoid }
section > div { flex: 1; min-width: 0 }
figure { margin: 0; width: 27mm; text-align: center; font-size: 7.5pt; line-height: 1.15 }
figure svg { width: 26mm; height: 26mm; display: block; margin: 0 auto 1mm }
b, strong { font-weight: bold } div.unit { font-weight: bold }
strong.code { display: block; font: bold 17pt "Courier New", Cousine, monospace; letter-spacing: 1pt; margin: 1.5mm 0 }
small { font-size: 9pt }
@media screen { body { max-width: 190mm; margin: 8mm auto; padding: 0 4mm } }
</style></head>
<body><h1>${escape(texts.title)}</h1><p class="note">${escape(note)}</p>
<main>
${slips.map((slip) => slipHtml(slip, telegramName)).join('\n')}
</main></body></html>
`;
}

function slipHtml(slip: CodeSlip, telegramName: string | undefined): string {
  const { unitName, name, title, role, code, lastDay } = slip;
  const who = [name, ...(title === null ? [] : [title])].join(', ');
  const picture =
    telegramName === undefined
      ? { content: code, words: texts.typed }
      : { content: `https://t.me/${telegramName}?start=${code}`, words: texts.telegram };
  return `<section><div><div class="unit">${escape(unitName)}</div><div>${escape(who)}</div><small>${escape(texts.role(role))}</small>
<strong class="code">${escape(spaced(code))}</strong><small>${escape(texts.until(lastDay))}. ${escape(texts.how)}</small></div>
<figure>${qr(picture.content)}${escape(picture.words)}</figure></section>`;
}

/** "AB3D 5FGH" is typed with fewer slips; spaces in a code mean nothing. */
const spaced = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');

/** Dark squares as one path. */
function qr(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return `<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="QR" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${squares.join('')}"/></svg>`;
}
