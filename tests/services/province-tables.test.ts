import { monitorEventLoopDelay } from 'node:perf_hooks';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Scope } from '../../src/domain/grants.ts';
import type { TableChoice } from '../../src/services/province-tables.ts';
import { dueReport, submission, unit } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { reportsWithForm, sendAll } from '../support/province.ts';
import { openSeason } from '../support/season.ts';

const now = at('2023-08-01');
const season = await openSeason();
const { provinceTables } = season.services;
const ids = await reportsWithForm(season.db);
await sendAll(season.db, ids.slice(0, 6), at('2023-07-27'));

const scopeOf = async (who: string): Promise<Scope> => (await season.author(who)).scope;
const withForm = async (reader: Scope | null): Promise<TableChoice[]> =>
  (await provinceTables.choices(reader)).filter(({ formKey }) => formKey !== null);
const read = async (reader: Scope | null, terms = {}) => {
  const [choice] = await withForm(reader);
  const answer = await provinceTables.read(reader, choice!, now, terms);
  if (answer.kind !== 'table') throw new Error(answer.kind);
  return answer.table;
};

describe('the table of a report', () => {
  test('puts the rounds of one report into one table, for a coordinator of the units followed alone', async () => {
    const choices = await withForm(await scopeOf('coordinator@Sở Nội vụ'));
    expect(choices).toHaveLength(1);
    expect(choices[0]).toMatchObject({ units: 5, title: 'Báo cáo phục vụ Đoàn kiểm tra', period: '2023' });
    const table = await read(await scopeOf('coordinator@Sở Nội vụ'));
    const names = table.reports.map(({ facts }) => facts.unitName);
    expect(names).toContain('Sở Công Thương');
    expect(names).not.toContain('Sở Kế hoạch và Đầu tư');
  });

  test('shows an officer the own unit alone, and its sensitive rows', async () => {
    const table = await read(await scopeOf('focal@Sở Công Thương'));
    expect(table.reports.map(({ facts }) => facts.unitName)).toEqual(['Sở Công Thương']);
    const sensitive = table.figures.rows.filter(({ row }) => row.sensitive && row.kind !== 'group');
    expect(sensitive.length).toBeGreaterThan(0);
    expect(sensitive.flatMap(({ cells }) => cells.map(({ kind }) => kind))).not.toContain('hidden');
  });

  test('shows a coordinator no row on people, nor anything that would give one away', async () => {
    const table = await read(await scopeOf('coordinator@Sở Nội vụ'));
    const sensitive = new Set(
      table.form.rows.filter((row) => row.sensitive && row.kind !== 'group').map(({ key }) => key),
    );
    for (const { row, cells, total, counts } of table.figures.rows.filter(({ row: { key } }) =>
      sensitive.has(key),
    )) {
      expect(
        cells.every(({ kind }) => kind === 'hidden'),
        row.key,
      ).toBe(true);
      expect(total).toEqual({ kind: 'none' });
      expect(counts.hidden).toBe(table.reports.length);
    }
    for (const { findings } of table.reports)
      for (const { figures } of findings)
        expect(Object.keys(figures).filter((key) => sensitive.has(key))).toEqual([]);
  });

  test('shows a team lead the units of the visits led, with their sensitive rows', async () => {
    const scope = await scopeOf('team_lead@Sở Nội vụ');
    const table = await read(scope);
    const led = new Set(scope.leads);
    const own = table.reports.filter(({ facts }) => led.has(facts.visitId ?? -1));
    expect(own.length).toBeGreaterThan(0);
    const index = table.reports.indexOf(own[0]!);
    const row = table.figures.rows.find((one) => one.row.sensitive && one.row.kind !== 'group')!;
    expect(row.cells[index]!.kind).not.toBe('hidden');
    expect(table.reports.length).toBe(scope.leads.length + scope.sitsOn.length);
  });

  test('shows an administrator sensitive rows only where they are asked for by name', async () => {
    const kinds = async (terms: object) =>
      (await read(null, terms)).figures.rows
        .filter(({ row }) => row.sensitive && row.kind !== 'group')
        .flatMap(({ cells }) => cells.map(({ kind }) => kind));
    expect(new Set(await kinds({}))).toEqual(new Set(['hidden']));
    expect(await kinds({ sensitive: true })).not.toContain('hidden');
  });

  test('takes the last sending of a unit, and never a draft', async () => {
    const [id] = ids;
    const [first] = await season.db
      .select()
      .from(submission)
      .where(sql`due_report_id = ${id}`);
    const key = first!.content.answers[0]!.key;
    const unit = (await read(null)).reports.findIndex(({ facts }) => facts.id === id);
    await season.services.drafts.setAnswers(
      { reportId: id!, answers: new Map([[key, { kind: 'value', value: 987_654 }]]), by: first!.personId },
      now,
    );
    const rowOf = async () => (await read(null)).figures.rows.find(({ row }) => row.key === key)!.cells[unit];
    expect(await rowOf()).not.toEqual({ kind: 'value', value: 987_654 });
    const again = { ...first!, id: undefined };
    await season.db.insert(submission).values({
      ...again,
      no: 2,
      receiptCode: 'X23-2',
      content: { ...again.content, answers: [{ key, kind: 'value', value: 123, text: null }] },
    });
    expect(await rowOf()).toEqual({ kind: 'value', value: 123 });
  });

  test('is nothing for who holds no office, and for a report outside the scope', async () => {
    const nobody: Scope = {
      ownUnits: [],
      coordinates: [],
      leads: [],
      sitsOn: [],
      fields: [],
      fills: [],
      isAdmin: true,
    };
    expect(await provinceTables.choices(nobody)).toEqual([]);
    const [choice] = await withForm(null);
    expect(await provinceTables.read(nobody, choice!, now)).toEqual({ kind: 'none' });
  });
});

test('while four hundred reports are read and put side by side nobody else waits for as much as a fifth of it', async () => {
  const { db, services } = await openSeason();
  const [first] = await reportsWithForm(db);
  const [model] = await db.select().from(dueReport).where(eq(dueReport.id, first!));
  const [place] = await db.select().from(unit).where(eq(unit.id, model!.unitId));
  const units = await db
    .insert(unit)
    .values(
      Array.from({ length: 400 }, (_, n) => ({
        ...place!,
        id: undefined,
        key: undefined,
        name: `Xã số ${n}`,
      })),
    )
    .returning({ id: unit.id });
  const reports = await db
    .insert(dueReport)
    .values(units.map(({ id: unitId }) => ({ ...model!, id: undefined, unitId })))
    .returning({ id: dueReport.id });
  await sendAll(
    db,
    reports.map(({ id }) => id),
    at('2023-07-27'),
  );
  const [choice] = (await services.provinceTables.choices(null)).filter(({ formKey }) => formKey !== null);
  const begun = performance.now();
  const stops = monitorEventLoopDelay({ resolution: 2 });
  stops.enable();
  const answer = await services.provinceTables.read(null, choice!, now);
  stops.disable();
  const took = performance.now() - begun;
  expect(answer.kind === 'table' && answer.table.reports.length).toBeGreaterThanOrEqual(400);
  expect(stops.max / 1e6).toBeLessThan(Math.max(50, took / 5));
});

test('more units than a chat has room for are counted, and made for whoever asks for more', async () => {
  const [choice] = await withForm(null);
  const many = { ...choice!, units: 1_001 };
  expect(await provinceTables.read(null, many, now)).toEqual({ kind: 'too_many', units: 1_001 });
  expect((await provinceTables.read(null, many, now, { most: 16_000 })).kind).toBe('table');
});
