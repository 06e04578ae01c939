import type { FormWorkbook } from '../domain/workbook.ts';
import { askApart } from './apart.ts';
import { makeFormWorkbook, type MadeWorkbook } from './form-workbook.ts';

const BOUNDS = { seconds: 60, megabytes: 384 };
/** Below this many lines writing takes less time than starting a thread. */
const FEW_LINES = 200;

/** A form's workbook; one of many lines is written off the main thread, so that nobody else waits for it. */
export async function formWorkbookFile(content: FormWorkbook): Promise<MadeWorkbook> {
  const lines = [...content.lines.values()].reduce((sum, own) => sum + own.length, 0);
  if (lines < FEW_LINES) return makeFormWorkbook(content);
  const program = new URL('./form-workbook-apart.js', import.meta.url);
  const made = await askApart<MadeWorkbook>(program, content, BOUNDS);
  if (made === 'too_long') throw new Error(`a workbook of ${lines} lines took too long to write`);
  return made;
}
