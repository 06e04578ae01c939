import { describe, expect, test } from 'vitest';
import type { DueRule } from '../../src/domain/deadline.ts';
import { unitsMeant, unitsOwing } from '../../src/domain/plan.ts';
import { loadPlan } from '../../src/files/plan-load.ts';
import { planFiles, SMALL_PLAN, withChange } from './plan-files.ts';

const GROUPS = `groups:
  - { name: Các sở, aliases: ['Các sở, ngành'], members: [department] }
  - { name: Hai nơi, members: [UBND huyện Y, STP] }
`;

const withGroups = { ...SMALL_PLAN, 'units.yaml': `${SMALL_PLAN['units.yaml'] ?? ''}${GROUPS}` };
const messages = (files: Readonly<Record<string, string>>) =>
  loadPlan(planFiles(files)).faults.map(({ message }) => message);

/** `files` with one thing in one of them written otherwise. */
function changed(files: Readonly<Record<string, string>>, file: string, from: string, to: string) {
  const text = files[file] ?? '';
  if (text.split(from).length !== 2) throw new Error(`"${from}" must stand once in ${file}`);
  return { ...files, [file]: text.replace(from, () => to) };
}

describe('a group of units', () => {
  test('stands for its members where a report is owed, by its name or an alias', () => {
    const { plan } = loadPlan(
      planFiles(changed(withGroups, 'plan.yaml', '[department, UBND huyện Y]', "['Các sở, ngành']")),
    );
    expect(unitsOwing(plan!, plan!.obligations[1]!)).toEqual(['Sở Nội vụ', 'Sở Tư pháp', 'Sở Y tế']);
  });

  test('stands for its members where a row applies', () => {
    const { plan } = loadPlan(
      planFiles(changed(withGroups, 'form-bieu.yaml', '[district, STP]', '[Hai nơi]')),
    );
    expect(plan!.forms[0]!.rows.at(-1)!.appliesTo).toEqual({
      levels: [],
      units: ['UBND huyện Y', 'Sở Tư pháp'],
    });
  });

  test('keeps its name in a task, and means its members', () => {
    const { plan } = loadPlan(
      planFiles(changed(withGroups, 'tasks.yaml', 'lead: [STP]', "lead: [SNV, 'các sở, ngành']")),
    );
    const [task] = plan!.tasks;
    expect(task!.lead).toEqual(['Sở Nội vụ', 'Các sở']);
    expect(unitsMeant(plan!, task!.lead)).toEqual(['Sở Nội vụ', 'Sở Tư pháp', 'Sở Y tế']);
  });

  test('cannot take the name of a unit, of another group, or a member nobody knows', () => {
    expect(messages(changed(withGroups, 'units.yaml', 'name: Hai nơi', 'name: SNV'))).toEqual([
      '"SNV" is already the name of a unit or group',
    ]);
    expect(messages(changed(withGroups, 'units.yaml', 'name: Hai nơi', 'name: CÁC SỞ'))).toEqual([
      '"CÁC SỞ" is already the name of a unit or group',
    ]);
    expect(messages(changed(withGroups, 'units.yaml', 'Y, STP]', 'Y, STB]'))).toEqual([
      expect.stringContaining('unknown unit "STB"'),
    ]);
  });
});

describe('a goal', () => {
  const goals = (text: string) =>
    withChange('tasks.yaml', '    due: on_request\n', `    goals: [${text}]\n    due: on_request\n`);

  test('names a figure of a form and its limit', () => {
    const { plan } = loadPlan(
      planFiles(goals('{ row: a_ty_le, at_least: 95.5 }, { row: a_xong, at_most: 0 }')),
    );
    expect(plan!.tasks[0]!.goals).toEqual([
      { form: 'bieu', row: 'a_ty_le', atLeast: 95.5, atMost: null },
      { form: 'bieu', row: 'a_xong', atLeast: null, atMost: 0 },
    ]);
  });

  test('of a figure no form asks for is a fault', () => {
    expect(messages(goals('{ row: a_ty_lê, at_least: 95 }'))[0]).toContain('a key is lower-case letters');
    expect(messages(goals('{ row: a_ty_l, at_least: 95 }'))).toEqual([
      'no form asks for the figure "a_ty_l" (did you mean "a_ty_le"?)',
    ]);
    expect(messages(goals('{ row: a_xong }'))[0]).toContain('needs at_least or at_most');
  });

  test('is not blamed for a form that cannot be read', () => {
    const broken = changed(
      goals('{ row: a_ty_le, at_least: 95 }'),
      'form-bieu.yaml',
      'title: Biểu số liệu\n',
      '',
    );
    expect(messages(broken)).toEqual(['"title" is missing']);
  });
});

describe('the stages of a visit', () => {
  const stages = (second: string) =>
    withChange(
      'plan.yaml',
      'visits:\n',
      `stages:
  - { key: ho_so, title: Tổ giúp việc xem hồ sơ, by: support, printed: Trước khi Đoàn làm việc }
  - { key: ${second}, title: Đoàn làm việc, by: team, printed: Đoàn làm việc }
visits:
`,
    );

  test('keep the order of the document', () => {
    const { plan } = loadPlan(planFiles(stages('lam_viec')));
    expect(plan!.stages.map(({ key, by }) => [key, by])).toEqual([
      ['ho_so', 'support'],
      ['lam_viec', 'team'],
    ]);
    expect(loadPlan(planFiles(SMALL_PLAN)).plan!.stages).toEqual([]);
  });

  test('have keys of their own', () => {
    expect(messages(stages('ho_so'))).toEqual(['two stages have the key "ho_so"']);
  });
});

describe('a deadline that recurs or waits for an event', () => {
  const RULES: [written: string, rule: DueRule][] = [
    ['{ in_quarter: Q3/2022 }', { kind: 'in_quarter', year: 2022, quarter: 3 }],
    ['{ every_month: 2022 }', { kind: 'monthly', year: 2022 }],
    ['{ every_quarter: 2022 }', { kind: 'quarterly', year: 2022 }],
    [
      '{ months_after_event: { months: 3, event: khi có hiệu lực } }',
      { kind: 'months_after_event', months: 3, event: 'khi có hiệu lực' },
    ],
  ];

  test.each(RULES)('%s is read', (written, rule) => {
    const files = withChange('plan.yaml', '{ every_year: { before: 30/11 } }', written);
    expect(loadPlan(planFiles(files)).plan!.obligations[1]!.rule).toEqual(rule);
  });

  test.each([
    ['{ in_quarter: Q5/2022 }', '"Q5/2022" is not a quarter like Q2/2022'],
    ['{ every_month: 22 }', 'must be a year from 2000 to 2099'],
    ['{ months_after_event: { months: 0, event: x } }', 'must be at least 1'],
  ])('%s is a fault', (written, sentence) => {
    const files = withChange('plan.yaml', '{ every_year: { before: 30/11 } }', written);
    expect(messages(files)[0]).toContain(sentence);
  });
});
