import { fold } from '../language/fold.ts';
import type { ListKind } from './list-papers.ts';

/** What is asked for as a file. `appendix`: what the document prints after its text, a form or a schedule. */
export type Paper = ListKind | 'table' | 'progress' | 'appendix';

const WORDS: readonly (readonly [Paper, RegExp])[] = [
  ['ledger', /\b(?:so tin|so theo doi|nhat ky|tin da gui)\b/],
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
