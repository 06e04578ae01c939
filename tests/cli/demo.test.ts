import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { play } from '../support/transcript.ts';

const lines = readFileSync(new URL('../../demo/season.script', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'));

test('the demonstration goes through: two lines of Phụ lục 2, a receipt, a registered paper, nothing left unread', async () => {
  const { db } = await freshDatabase();
  const [first = '', ...rest] = lines;
  const { transcript } = await play(db, { as: first.replace('@as ', ''), at: '2023-07-14T09:00' }, rest);
  expect(transcript).toContain('Phụ lục 2: 02 dòng');
  expect(transcript).toContain('XÁC NHẬN TIẾP NHẬN – Mã X23-SCT-01/lần 1');
  expect(transcript).toContain('số 123/BC-SCT ngày 19/7/2023');
  expect(transcript).not.toContain('Chưa ghi');
}, 60_000);
