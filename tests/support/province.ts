import { eq, inArray, sql } from 'drizzle-orm';
import type { Answer } from '../../src/domain/answers.ts';
import type { Form } from '../../src/domain/form.ts';
import { inputRows } from '../../src/domain/form.ts';
import type { Level } from '../../src/domain/plan.ts';
import type { Db } from '../../src/store/connect.ts';
import {
  account,
  dueReport,
  formVersion,
  obligation,
  person,
  submission,
  unit,
  type SubmittedContent,
} from '../../src/store/schema.ts';

/** Numbers that look random and are the same every time. */
export function counted(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A filling of every kind of answer, with lines in every table. */
export function filling(
  form: Form,
  of: { name: string; level: Level },
  draw: (below: number) => number,
): SubmittedContent {
  const figure = (kind: string, options: readonly { value: number }[]): number => {
    if (options.length > 0) return options[draw(options.length)]?.value ?? 0;
    return kind === 'percent' ? draw(10_001) / 100 : kind === 'decimal' ? draw(1000) / 10 : draw(2000);
  };
  const answer = (kind: string, options: readonly { value: number }[]): Answer => {
    const dice = draw(20);
    if (dice === 0) return { kind: 'nothing' };
    if (dice === 1) return { kind: 'missing' };
    if (dice === 2) return { kind: 'out_of_scope' };
    return kind === 'text'
      ? { kind: 'text', text: 'Đã ban hành' }
      : { kind: 'value', value: figure(kind, options) };
  };
  return {
    answers: [
      ...inputRows(form, of).map(({ key, kind, options }) => {
        const one = answer(kind, options);
        return {
          key,
          kind: one.kind,
          value: one.kind === 'value' ? one.value : null,
          text: one.kind === 'text' ? one.text : null,
        };
      }),
      ...form.narratives.map(({ key }) => ({
        key,
        kind: 'text' as const,
        value: null,
        text: 'Đơn vị đã triển khai đầy đủ các nội dung theo Kế hoạch.',
      })),
    ],
    lines: form.tables.flatMap((table) =>
      Array.from({ length: 3 }, (_, index) => ({
        table: table.key,
        block: table.blocks[index % Math.max(1, table.blocks.length)]?.key ?? '',
        label: `${table.lineName} ${index + 1}`,
        cells: Object.fromEntries(
          table.columns
            .filter(({ computed, kind }) => computed === null && kind !== 'text')
            .map(({ key }) => [key, draw(50)]),
        ),
        explanation: index === 0 ? 'Hồ sơ phức tạp, phải xác minh' : null,
      })),
    ),
    passed: [],
  };
}

/** Sends a filling for each of these reports as it would have come in, some of them partly. */
export async function sendAll(db: Db, reportIds: readonly number[], at: Date): Promise<void> {
  const draw = counted(7);
  const reports = await db
    .select({ id: dueReport.id, name: unit.name, level: unit.level, formVersionId: dueReport.formVersionId })
    .from(dueReport)
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .where(inArray(dueReport.id, [...reportIds]))
    .orderBy(dueReport.id);
  const forms = new Map((await db.select().from(formVersion)).map(({ id, definition }) => [id, definition]));
  const [sender] = await db
    .select({ id: person.id })
    .from(account)
    .innerJoin(person, eq(person.id, account.personId))
    .limit(1);
  for (const { id, name, level, formVersionId } of reports) {
    const form = forms.get(formVersionId ?? -1);
    if (!form || !sender) throw new Error(`report ${id} has no form, or nobody to send it`);
    const complete = draw(5) > 0;
    await db.insert(submission).values({
      dueReportId: id,
      no: 1,
      complete,
      formVersionId,
      content: filling(form, { name, level }, draw),
      digest: String(id),
      asOf: '2023-07-20',
      personId: sender.id,
      receivedAt: at,
      receiptCode: `X23-${id}/1`,
    });
    await db
      .update(dueReport)
      .set({ figuresAt: at, settledAt: complete ? at : null, onTime: complete ? true : null })
      .where(eq(dueReport.id, id));
  }
}

/** Reports of the first obligation with a form, by id. */
export async function reportsWithForm(db: Db): Promise<number[]> {
  const rows = await db
    .select({ id: dueReport.id })
    .from(dueReport)
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .where(sql`${dueReport.formVersionId} is not null and ${dueReport.state} <> 'retired'`)
    .orderBy(dueReport.id);
  return rows.map(({ id }) => id);
}
