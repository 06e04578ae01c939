import type { FormWorkbook } from '../domain/workbook.ts';
import { askApart } from './apart.ts';
import { writeFormWorkbook } from './form-workbook.ts';

const BOUNDS = { seconds: 60, megabytes: 384 };
/** Below this many lines writing takes less time than starting a thread. */
const FEW_LINES = 200;

/** The bytes of a form's workbook; one of many lines is written off the main thread, so that nobody else waits for it. */
export async function formWorkbookFile(content: FormWorkbook): Promise<Uint8Array> {
  const lines = [...content.lines.values()].reduce((sum, own) => sum + own.length, 0);
  if (lines < FEW_LINES) return writeFormWorkbook(content);
  const program = new URL('./form-workbook-apart.js', import.meta.url);
  const bytes = await askApart<Uint8Array>(program, content, BOUNDS);
  if (bytes === 'too_long') throw new Error(`a workbook of ${lines} lines took too long to write`);
  return bytes;
}
