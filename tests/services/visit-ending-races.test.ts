import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createTransact } from '../../src/services/services.ts';
import { dueReport } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const UNIT = 'Sở Công Thương';
const NOW = at('2023-07-25', '09:00');

test('a report sent while its visit is being called off stays received, whoever comes first', async () => {
  const { db, env, connectAgain, visitOf, reportOf, author } = await openSeason();
  const [officer, body] = [await author(`focal@${UNIT}`), await author('coordinator@Sở Nội vụ')];
  const [visit, report] = [await visitOf(UNIT), await reportOf(UNIT)];
  const [mine, theirs] = [connectAgain(), connectAgain()].map(({ db: own }) => createTransact(own, env));
  let commit = (): void => undefined;
  const committed = new Promise<void>((resolve) => (commit = resolve));

  const sending = mine!(async ({ drafts, submissions }) => {
    const draft = await drafts.open(report.id);
    if (!draft) throw new Error('no draft');
    const row = draft.form.rows.find(({ kind }) => kind === 'count')!;
    const answers = new Map([[row.key, { kind: 'value' as const, value: 5 }]]);
    await drafts.setAnswers({ reportId: report.id, answers, by: officer.id }, NOW);
    const now = await drafts.open(report.id);
    const sent = await submissions.send(
      {
        reportId: report.id,
        revision: now!.report.revision,
        asOf: '2023-07-25',
        by: officer.id,
        sentAt: NOW,
        rest: true,
      },
      NOW,
    );
    await committed;
    return sent;
  });
  await pause(500);
  const cancelling = theirs!(({ visitEnding }) =>
    visitEnding.cancel({ visit: visit.id, version: visit.version, why: 'trùng lịch', by: body }, NOW),
  );
  await pause(500);
  commit();
  expect(await sending).toMatchObject({ kind: 'received' });
  const cancelled = await cancelling;
  expect(cancelled).toMatchObject({ kind: 'done', released: [], kept: [{ id: report.id }] });
  const [after] = await db.select().from(dueReport).where(eq(dueReport.id, report.id));
  expect(after?.state).not.toBe('retired');
});
