import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDesk } from '../../src/desk.ts';

/** Where tests keep the files they make. */
export const TEST_FILES = join(tmpdir(), 'dondoc-test-files');

export const testDesk = createDesk(TEST_FILES);
