import { readXml } from './xml.ts';

/** What a number is shown as; the same number means another thing as a date or a percentage. */
export type Shown = 'number' | 'percent' | 'date';

/** "_x000D_" stands for the character. */
const unguard = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** Texts of `xl/sharedStrings.xml`, runs of one text joined, without how Asian words are read. */
export function readStrings(bytes: Uint8Array | undefined): string[] {
  const strings: string[] = [];
  if (!bytes) return strings;
  let text = '';
  let depth = 0;
  let isText = false;
  readXml(bytes, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') depth += 1;
      else if (name === 't') isText = depth === 0;
    },
    close(name) {
      if (name === 'si') strings.push(unguard(text));
      else if (name === 'rPh') depth -= 1;
      else if (name === 't') isText = false;
    },
    text(part) {
      if (isText) text += part;
    },
  });
  return strings;
}

const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const PERCENT_FORMATS = new Set([9, 10]);

/** How each style of `xl/styles.xml` shows a number. */
export function readFormats(bytes: Uint8Array | undefined): Shown[] {
  const own = new Map<number, string>();
  const shown: Shown[] = [];
  if (!bytes) return shown;
  let isCell = false;
  readXml(bytes, {
    open(name, attributes) {
      if (name === 'cellXfs') isCell = true;
      else if (name === 'numFmt') {
        const { numFmtId, formatCode = '' } = attributes();
        own.set(Number(numFmtId), formatCode);
      } else if (name === 'xf' && isCell) {
        const id = Number(attributes()['numFmtId'] ?? 0);
        shown.push(shownBy(id, own.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') isCell = false;
    },
  });
  return shown;
}

function shownBy(id: number, code: string | undefined): Shown {
  if (code === undefined)
    return DATE_FORMATS.has(id) ? 'date' : PERCENT_FORMATS.has(id) ? 'percent' : 'number';
  // Words in quotes, colours and conditions in brackets say nothing of the kind.
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  if (bare.includes('%')) return 'percent';
  return /[dmyhs]/i.test(bare.replace(/General/gi, '')) ? 'date' : 'number';
}
