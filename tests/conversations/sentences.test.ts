import { expect, test } from 'vitest';
import { formTexts } from '../../src/conversations/texts-form.ts';
import { texts } from '../../src/conversations/texts.ts';
import { freshDatabase } from '../support/database.ts';
import { planNamed } from '../support/plans.ts';
import { play } from '../support/transcript.ts';

/** What somebody is told at last, on a phone for text and numbers. */
async function told(as: string, at: string, lines: readonly string[]): Promise<string> {
  const { db } = await freshDatabase();
  const { delivered } = await play(db, { plan: 'binh-phuoc-2023', as, at, json: true }, lines);
  return delivered.filter(({ to }) => to === as).at(-1)?.text ?? '';
}

test('a team lead who records an end before the first visit hears that none has come to its day', async () => {
  expect(await told('team_lead@Sở Nội vụ', '2023-07-25T09:00', ['DAKIEMTRA'])).toBe(
    'Chưa có cuộc kiểm tra nào đến ngày (số liệu đến 09 giờ 00 phút, ngày 25/7/2023).',
  );
  // To others it is no affair of theirs, as before.
  expect(await told('focal@Sở Công Thương', '2023-07-25T09:00', ['DAKIEMTRA'])).toContain(
    'cơ quan thường trực',
  );
});

test('who sends a picture that is not taken hears of words of their own', async () => {
  const sent = ['@file ảnh.png'];
  expect(await told('coordinator@Sở Nội vụ', '2023-07-25T09:00', sent)).toContain('soạn DIEUHANH');
  expect(await told('team_lead@Sở Nội vụ', '2023-07-25T09:00', sent)).toContain('soạn TROGIUP');
  expect(await told('focal@Sở Công Thương', '2023-07-25T09:00', sent)).toContain('soạn GUI');
});

test('one reading of a message is not called several', () => {
  expect(texts.whichMeant(1)).not.toContain('các cách');
  expect(texts.whichMeant(2)).toContain('các cách');
});

test('an example answer names rows by codes that tell them apart', () => {
  const [heading, row] = planNamed('binh-phuoc-2023').forms[0]!.rows;
  const asked = (codes: readonly string[]): string =>
    formTexts.question({
      heading: heading!,
      answered: 0,
      total: 3,
      hasButtons: false,
      rows: codes.map((code) => ({
        row: { ...row!, code },
        under: null,
        last: undefined,
        now: undefined,
      })),
    });
  expect(asked(['1.4.2', '1.4.2', '1.4.3', '1.5'])).toContain('"1.4.3: 12; 1.5: 0"');
  expect(asked(['1.4.2', '1.4.2'])).not.toContain('ví dụ');
});
