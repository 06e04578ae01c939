import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDeskMaker, openSpreadsheet } from '../../src/desk.ts';

/** Where tests put the files that come in a chat. */
export const TEST_FILES = join(tmpdir(), 'dondoc-test-files');

/** What a handler needs to make and open workbooks. */
export const testDesk = { makeDesk: createDeskMaker(), openFile: openSpreadsheet };
