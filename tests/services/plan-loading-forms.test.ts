import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Form, Row } from '../../src/domain/form.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { answer, changeLog, message } from '../../src/store/schema.ts';
import { at, planNamed } from '../support/plans.ts';
import { reportSeason } from '../support/report-season.ts';

const plan: Plan = planNamed('binh-phuoc-2023');
const LATER = at('2023-07-12');

type Season = Awaited<ReturnType<typeof reportSeason>>;

/** The form of the draft, with its rows, tables and narratives changed. */
function withForm(key: string, change: (form: Form) => Form): Plan {
  return { ...plan, forms: plan.forms.map((form) => (form.key === key ? change(form) : form)) };
}

const withRows = (key: string, change: (rows: readonly Row[]) => readonly Row[]): Plan =>
  withForm(key, (form) => ({ ...form, rows: change(form.rows) }));

/** The first counted rows of the draft, answered 1, 2, 3 … in order. */
async function begun() {
  const season = await reportSeason();
  const rows = season.rows.filter(({ kind }) => kind === 'count');
  const [kept, changed, gone] = [rows[0]!, rows[1]!, rows[2]!];
  await season.answer({ [kept.key]: 11, [changed.key]: 22, [gone.key]: 33 }, at('2023-07-11'));
  return { ...season, kept, changed, gone, form: season.draft.form.key };
}

const added = (like: Row): Row => ({ ...like, key: 'dong_moi', code: '9.9', name: 'Dòng mới của biểu' });

const edited = ({ form, changed, gone, kept }: { form: string; changed: Row; gone: Row; kept: Row }): Plan =>
  withForm(form, (was) => ({
    ...was,
    rows: [
      ...was.rows
        .filter(({ key }) => key !== gone.key)
        .map((row) => (row.key === changed.key ? { ...row, measure: 'Nghìn đồng' } : row)),
      added(kept),
    ],
    checks: [],
  }));

const open = async ({ services, reportId }: Season) => (await services.drafts.open(reportId))!;

test('a draft goes over to a changed form: what means the same stays, what does not is to be confirmed again', async () => {
  const season = await begun();
  const { services, reportId, kept, changed, gone, db } = season;
  const before = await open(season);
  await services.registry.load(edited(season), LATER);

  const after = await open(season);
  expect(after.report.formVersionId).not.toBe(before.report.formVersionId);
  expect(after.report.revision).toBe(before.report.revision + 1);
  expect(await services.drafts.answers(reportId)).toEqual(
    new Map([[kept.key, { kind: 'value', value: 11 }]]),
  );
  expect(await services.drafts.toConfirm(reportId)).toEqual(
    new Map([[changed.key, { kind: 'value', value: 22 }]]),
  );
  const review = await services.submissions.review(after, LATER);
  expect(review.unanswered.map(({ key }) => key)).toEqual(expect.arrayContaining([changed.key, 'dong_moi']));
  const [logged] = await db.select().from(changeLog).where(eq(changeLog.action, 'draft.change_form'));
  expect(logged).toMatchObject({
    personId: null,
    subjectId: reportId,
    before: { answers: { [gone.key]: { kind: 'value', value: 33 } } },
    after: { recheck: [changed.key] },
  });
});

test('one confirmation makes an old figure an answer again, and so does a new one', async () => {
  const season = await begun();
  const { services, reportId, changed, by } = season;
  await services.registry.load(edited(season), LATER);
  expect(await services.drafts.confirm(await open(season), { by }, LATER)).toBe(1);
  expect((await services.drafts.answers(reportId)).get(changed.key)).toEqual({ kind: 'value', value: 22 });
  expect(await services.drafts.confirm(await open(season), { by }, LATER)).toBe(0);

  const other = await begun();
  await other.services.registry.load(edited(other), LATER);
  await other.answer({ [other.changed.key]: 22 }, LATER);
  expect((await other.services.drafts.toConfirm(other.reportId)).size).toBe(0);
  const rows = await other.db.select().from(answer).where(eq(answer.rowKey, other.changed.key));
  expect(rows.map(({ recheck }) => recheck)).toEqual([false]);
});

test('an old figure that the changed row cannot hold is asked for anew', async () => {
  const season = await begun();
  const { services, changed, form, by } = season;
  await season.answer({ [changed.key]: 1500 }, at('2023-07-11'));
  const percent = withRows(form, (rows) =>
    rows.map((row) => (row.key === changed.key ? { ...row, kind: 'percent' as const, measure: '%' } : row)),
  );
  await services.registry.load(percent, LATER);
  expect(await services.drafts.confirm(await open(season), { by }, LATER)).toBe(0);
  expect((await services.drafts.toConfirm(season.reportId)).has(changed.key)).toBe(true);
});

test('a draft that is complete but for an old figure is not complete', async () => {
  const season = await reportSeason();
  await season.fill(at('2023-07-11'));
  const [row] = season.rows;
  expect(await season.services.submissions.isCompleteUnsent(season.reportId)).toBe(true);
  await season.services.registry.load(
    withRows(season.draft.form.key, (rows) =>
      rows.map((one) => (one.key === row!.key ? { ...one, measure: 'Nghìn đồng' } : one)),
    ),
    LATER,
  );
  expect(await season.services.submissions.isCompleteUnsent(season.reportId)).toBe(false);
  const progress = (await season.services.drafts.progress([season.reportId])).get(season.reportId)!;
  expect(progress).toEqual({ answered: season.rows.length - 1, total: season.rows.length });
});

test('renamed rows keep their answers, and nothing is to be confirmed', async () => {
  const season = await begun();
  const { services, changed, form, reportId } = season;
  const changes = await services.registry.load(
    withRows(form, (rows) =>
      rows.map((row) => (row.key === changed.key ? { ...row, name: `${row.name} (sửa)` } : row)),
    ),
    LATER,
  );
  expect(changes).toContainEqual({
    what: 'row',
    name: `${form}.${changed.key}`,
    change: 'renamed',
    before: `name ${changed.name}`,
    after: `name ${changed.name} (sửa)`,
  });
  expect((await services.drafts.answers(reportId)).size).toBe(3);
  expect((await services.drafts.toConfirm(reportId)).size).toBe(0);
});

test('the officers of the unit are told once what is new, changed and gone', async () => {
  const season = await begun();
  const { services, db } = season;
  const news = async () =>
    (await db.select().from(message)).filter(
      ({ subject }) => (subject as { about?: string } | null)?.about === 'form_changed',
    );
  await services.registry.load(edited(season), LATER);
  await services.registry.load(edited(season), at('2023-07-13'));
  const told = await news();
  expect(told.map(({ chatId }) => chatId)).toEqual(['focal@Sở Công Thương']);
});

test('what was sent, and what corrects it, stays on the form it was asked on', async () => {
  const season = await begun();
  const { services, reportId, changed } = season;
  await season.fill(at('2023-07-11', '09:00'));
  expect(await season.send(at('2023-07-11', '09:30'))).toMatchObject({ kind: 'received' });
  await season.answer({ [changed.key]: 23 }, at('2023-07-11', '10:00'));
  const before = await open(season);
  await services.registry.load(edited(season), LATER);
  const after = await open(season);
  expect(after.report.formVersionId).toBe(before.report.formVersionId);
  expect((await services.drafts.answers(reportId)).get(changed.key)).toEqual({ kind: 'value', value: 23 });
  expect((await services.drafts.toConfirm(reportId)).size).toBe(0);
});

test('reports nobody has begun simply get the newest form', async () => {
  const season = await begun();
  const other = await season.draftOf('Sở Lao động - Thương binh và Xã hội');
  await season.services.registry.load(edited(season), LATER);
  const after = (await season.services.drafts.open(other.report.id))!;
  expect(after.report).toMatchObject({ revision: 0 });
  expect(after.form.rows.some(({ key }) => key === 'dong_moi')).toBe(true);
});

test('cells of a column that means something else leave their lines and are kept in the log; the rest of a table stays', async () => {
  const season = await reportSeason();
  const { services, reportId, by, draft, db } = season;
  const table = draft.form.tables.find(({ appliesTo }) => appliesTo === null) ?? draft.form.tables[0]!;
  const columns = table.columns.filter(({ kind, computed }) => kind === 'count' && computed === null);
  const [dropped, kept] = [columns[0]!, columns[1]!];
  const line = {
    block: table.blocks[0]?.key ?? '',
    label: 'Đất đai',
    cells: { [dropped.key]: 5, [kept.key]: 7 },
    explanation: null,
  };
  await services.drafts.setLines({ reportId, table: table.key, lines: [line], by }, at('2023-07-11'));
  await services.registry.load(
    withForm(draft.form.key, (form) => ({
      ...form,
      tables: form.tables.map((one) =>
        one.key === table.key
          ? {
              ...one,
              columns: one.columns.map((column) =>
                column.key === dropped.key ? { ...column, kind: 'decimal' as const } : column,
              ),
            }
          : one,
      ),
    })),
    LATER,
  );
  expect((await services.drafts.lines(reportId)).get(table.key)).toEqual([
    { ...line, cells: { [kept.key]: 7 } },
  ]);
  const [logged] = await db.select().from(changeLog).where(eq(changeLog.action, 'draft.change_form'));
  expect(logged!.before).toMatchObject({ lines: { [table.key]: [{ cells: { [dropped.key]: 5 } }] } });
});
