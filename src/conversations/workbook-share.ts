import { fold } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { prepend, sectionsOf, tablesOf } from './form-draft.ts';
import { workbookTexts as texts } from './texts-workbooks.ts';
import { sendWorkbook } from './workbook-out.ts';

interface SharedPart {
  key: string;
  code: string;
  name: string;
}

/** What of a form can be given to a colleague by itself: its sections and its tables. */
const partsOf = (draft: Draft): SharedPart[] => [
  ...sectionsOf(draft).map(({ heading: { key, code, name } }) => ({ key, code, name })),
  ...tablesOf(draft).map(({ key, code, title }) => ({ key, code, name: title })),
];

/** Which parts a colleague is to fill in. */
export function askParts(draft: Draft, before = ''): Step {
  const { report } = draft;
  const parts = partsOf(draft);
  const step: Step = {
    replies: [
      {
        text: texts.whichParts(
          report,
          parts.slice(0, 2).map(({ code }) => code),
        ),
        offers: parts.map(({ key, code, name }): Offer => ({
          label: code === name ? name : `${code}. ${name}`,
          action: { do: 'workbook.get', report: report.id, sections: [key] },
        })),
      },
    ],
    place: { name: 'workbook.share', report: report.id },
  };
  return prepend(before, step);
}

/** "III, IV, Phụ lục 2": one workbook of several parts; undefined where no part is named. */
export async function shareNamed(context: Context, draft: Draft, text: string): Promise<Step | undefined> {
  const parts = partsOf(draft);
  const said = text
    .split(/[,;\n]|\s+và\s+/u)
    .map((one) => plain(one))
    .filter((one) => one !== '');
  const named = said.map((one) => parts.find(({ code, name }) => [plain(code), plain(name)].includes(one)));
  const found = named.flatMap((part) => part ?? []);
  if (found.length === 0) return undefined;
  const unknown = said.filter((_, index) => named[index] === undefined);
  if (unknown.length > 0) return askParts(draft, texts.unknownParts(unknown));
  return sendWorkbook(context, draft, [...new Set(found.map(({ key }) => key))]);
}

/** Without accents, and without the word before a code. */
const plain = (text: string): string =>
  fold(text)
    .trim()
    .replace(/^(?:muc|phan)\s+/, '')
    .replace(/[.:]+$/, '');
