import { fold } from '../language/fold.ts';
import type { ListKind } from './list-papers.ts';

/**
 * What is asked for as a file. `appendix`: what the document prints after its text, a form or a schedule; `workbook`: the
 * form of the own unit.
 */
export type Paper = ListKind | 'table' | 'progress' | 'appendix' | 'workbook';

const WORDS: readonly (readonly [Paper, RegExp])[] = [
  ['ledger', /\b(?:so (?:theo doi |gui )?tin|so theo doi|nhat ky|tin da gui)\b/],
  ['tasks', /\b(?:nhiem vu|nv|cong viec|viec|khac phuc)\b/],
  ['late', /\b(?:cham|muon|tre|chua nop|chua gui|chua bao cao|qua han)\b/],
  ['schedule', /\b(?:lich|cuoc kiem tra|ke hoach kiem tra)\b/],
  ['appendix', /\bphu luc\b|\bpl ?\d/],
  ['progress', /\b(?:hinh|anh|bieu do)\b/],
  ['table', /\b(?:tong hop|so lieu|bao cao|bc|bang|bieu|ket qua|toan tinh)\b/],
];

/** The paper words ask for; undefined where they name none ("xuất excel"). */
export function paperAsked(text: string): Paper | undefined {
  const words = fold(text);
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0];
}

/** "xuất sổ theo dõi tin", "tải danh sách đơn vị chưa nộp báo cáo": a list by its words, with a word that wants it as a file. */
const AS_FILE = /^(?:(?:cho|xin|toi|em|anh|chi|dong chi|hay|de nghi) )*(?:tai|xuat|in|ket xuat|trich xuat)\b/;
const LISTS: readonly string[] = ['ledger', 'late'] satisfies ListKind[];

/** The list a sentence asks for as a file, whatever else its words may mean. */
export function listAsFile(text: string): ListKind | undefined {
  const words = fold(text).trim();
  if (!AS_FILE.test(words) || !/\b(?:ds|dsach|danh sach|so|nhat ky)\b/.test(words)) return undefined;
  const paper = paperAsked(words);
  return paper !== undefined && LISTS.includes(paper) ? (paper as ListKind) : undefined;
}
