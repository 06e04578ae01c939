import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean } from '../../src/files/plan-faults.ts';
import { loadPlan } from '../../src/files/plan-load.ts';
import { planFiles, SMALL_PLAN, withChange } from './plan-files.ts';

/** What is wrong, the file it is in, what stands there in the sound plan, what in the faulty one, and the sentence. */
const FAULTS: [what: string, file: string, from: string, to: string, message: string][] = [
  [
    'an unknown unit',
    'plan.yaml',
    'unit: Sở Y tế',
    'unit: Sở Y tê',
    'unknown unit "Sở Y tê" (did you mean "Sở Y tế"?)',
  ],
  ['an unknown unit that owes', 'plan.yaml', '[stp, UBND', '[Sở Thuế, UBND', 'unknown unit "Sở Thuế"'],
  [
    'a window that ends before it starts',
    'plan.yaml',
    'to: 09/9/2022',
    'to: 01/9/2022',
    'the window ends on 01/9/2022, before it starts on 05/9/2022',
  ],
  [
    'months the wrong way round',
    'plan.yaml',
    'to: 11/2022',
    'to: 5/2022',
    'the window ends on 5/2022, before it starts on 6/2022',
  ],
  [
    'a day that does not exist',
    'plan.yaml',
    'from: 05/9/2022',
    'from: 30/02/2022',
    'there is no day "30/02/2022"',
  ],
  [
    'an ISO day that does not exist',
    'plan.yaml',
    'date: 22/4/2022',
    'date: 2022-02-30',
    'there is no day "2022-02-30"',
  ],
  [
    'a word for a day',
    'plan.yaml',
    'effective_from: 22/4/2022',
    'effective_from: tháng 4',
    '"tháng 4" is not a day like 30/7/2023',
  ],
  ['a fifth quarter', 'plan.yaml', 'Q2/2022', 'Q5/2022', '"Q5/2022" is not a quarter like Q2/2022'],
  [
    'a day that is not in every year',
    'plan.yaml',
    'before: 30/11',
    'before: 29/02',
    '"29/02" is not a day of every year like 30/11',
  ],
  [
    'two visits of one unit',
    'plan.yaml',
    'unit: Sở Y tế',
    'unit: Sở Tư pháp',
    '"Sở Tư pháp" already has visit 1: one visit a unit',
  ],
  [
    'a successor of a unit that has no last day',
    'units.yaml',
    'level: department, aliases: [SNV] }',
    'level: department, aliases: [SNV], successor: STP }',
    '"Sở Nội vụ" has a successor but no valid_to: its last day',
  ],
  [
    'a unit that succeeds itself',
    'units.yaml',
    'level: department, aliases: [SNV] }',
    'level: department, aliases: [SNV], valid_to: 31/8/2022, successor: SNV }',
    '"Sở Nội vụ" cannot be its own successor',
  ],
  [
    'an unknown successor',
    'units.yaml',
    'level: department, aliases: [SNV] }',
    'level: department, aliases: [SNV], valid_to: 31/8/2022, successor: Sở Lửa }',
    'unknown unit "Sở Lửa"',
  ],
  [
    'a last day that does not exist',
    'units.yaml',
    'level: department, aliases: [SNV] }',
    'level: department, aliases: [SNV], valid_to: 31/9/2022 }',
    'there is no day "31/9/2022"',
  ],
  [
    'a contact that names nobody',
    'plan.yaml',
    'coordinator: Sở Nội vụ',
    'contact: { unit: }\ncoordinator: Sở Nội vụ',
    '"contact": a group of fields: names nobody',
  ],
  ['two visits of one number', 'plan.yaml', 'no: 3', 'no: 2', 'two visits have the number 2'],
  [
    'a visit without a window',
    'plan.yaml',
    'quarter: Q2/2022, ',
    '',
    'visit 1 needs its days (from, to), its month or its quarter, and only one of them',
  ],
  [
    'a lead who is not in the team',
    'plan.yaml',
    'lead: to_pho',
    'lead: to_phu',
    'there is no seat "to_phu" in the team (did you mean "to_pho"?)',
  ],
  [
    'one person as lead and deputy',
    'plan.yaml',
    'deputy: to_pho',
    'deputy: to_truong',
    '"to_truong" is both lead and deputy',
  ],
  [
    'two seats of one key',
    'plan.yaml',
    'key: to_pho, role',
    'key: to_truong, role',
    'two seats of the team have the key "to_truong"',
  ],
  [
    'an unknown form',
    'plan.yaml',
    'form: bieu',
    'form: bieu_1',
    'obligation "bao_cao" names an unknown form "bieu_1" (did you mean "bieu"?)',
  ],
  [
    'figures without a form',
    'plan.yaml',
    'proof: document',
    'proof: both',
    'obligation "bao_cao_nam" needs figures ("both") but names no form',
  ],
  [
    'two obligations of one key',
    'plan.yaml',
    'key: bao_cao_nam',
    'key: bao_cao',
    'two obligations have the key "bao_cao"',
  ],
  [
    'a unit that owes twice',
    'plan.yaml',
    '[department, UBND huyện Y]',
    '[department, STP]',
    '"Sở Tư pháp" is named twice',
  ],
  [
    'two rules in one deadline',
    'plan.yaml',
    '{ working_days_before_visit: 3 }',
    '{ by: 01/9/2022, before: 01/9/2022 }',
    '"due" has more than one rule: before, by',
  ],
  [
    'a report for a visit to a unit without one',
    'plan.yaml',
    '[stp, UBND huyện Y, Sở Y tế]',
    '[stp, Sở Nội vụ, Sở Y tế]',
    'is for a visit, but no visit goes to "Sở Nội vụ"',
  ],
  [
    'an unknown field',
    'plan.yaml',
    'lead: Tổ trưởng',
    'leed: Tổ trưởng',
    'unknown field "leed" (did you mean "lead"?)',
  ],
  ['a blank field', 'plan.yaml', 'issuer: UBND tỉnh X', 'issuer:', '"issuer" is blank'],
  [
    'a value that is none of those known',
    'plan.yaml',
    'proof: document',
    'proof: giấy',
    '"giấy" is not a value of "proof": figures, document, either, both',
  ],
  [
    'a number that is none',
    'plan.yaml',
    'no: 3',
    'no: ba',
    '"no": "ba": must be a whole number of at most four digits',
  ],
  [
    'an hour that is none',
    'plan.yaml',
    'team:\n  - {',
    'reminders: { morning_at: 8 giờ }\nteam:\n  - {',
    '"morning_at": "8 giờ": must be an hour like 08:00',
  ],
  [
    'a name two units have',
    'units.yaml',
    'name: Sở Y tế',
    'name: Sở Tư Pháp',
    '"Sở Tư Pháp" is already a name of "Sở Tư pháp" (accents and case aside)',
  ],
  [
    'an alias two units have',
    'units.yaml',
    'aliases: [huyện Y]',
    'aliases: [snv]',
    '"snv" is already a name of "Sở Nội vụ" (accents and case aside)',
  ],
  [
    'a level that is none',
    'units.yaml',
    'level: commune',
    'level: xã',
    '"xã" is not a value of "level": province, department, vertical, district, commune, division, affiliate, press',
  ],
  [
    'an unknown parent',
    'units.yaml',
    'parent: UBND huyện Y',
    'parent: UBND huyện W',
    'unknown unit "UBND huyện W" (did you mean "UBND huyện Y"?)',
  ],
  [
    'a ratio naming a missing row',
    'form-bieu.yaml',
    'numerator: a_xong',
    'numerator: a_xonk',
    'the numerator of row "a_ty_le" names a missing row "a_xonk" (did you mean "a_xong"?)',
  ],
  [
    'a ratio of something uncounted',
    'form-bieu.yaml',
    'denominator: a_tong',
    'denominator: a_hoi',
    'the denominator of row "a_ty_le" is "a_hoi", a yes_no, not a figure',
  ],
  [
    'a ratio with one number',
    'form-bieu.yaml',
    ', denominator: a_tong',
    '',
    'row "a_ty_le" has no denominator: a computed percentage needs both',
  ],
  [
    'two rows with one key',
    'form-bieu.yaml',
    'key: a_xong',
    'key: a_tong',
    'key "a_tong" is used twice in this form',
  ],
  [
    'a row and a table with one key',
    'form-bieu.yaml',
    'key: bang',
    'key: a_hoi',
    'key "a_hoi" is used twice in this form',
  ],
  [
    'a choice without options',
    'form-bieu.yaml',
    ', options: { 0: Không, 1: Có }',
    '',
    'row "a_hoi" is a yes_no without options',
  ],
  [
    'a yes or no with other numbers',
    'form-bieu.yaml',
    '{ 0: Không, 1: Có }',
    '{ 1: Không, 2: Có }',
    'row "a_hoi" is a yes_no: its options must be 0 and 1',
  ],
  [
    'a check of a missing row',
    'form-bieu.yaml',
    'part: a_xong',
    'part: b_xong',
    'there is no row "b_xong" (did you mean "a_xong"?)',
  ],
  [
    'a check of a missing column',
    'form-bieu.yaml',
    'bang.xa.nhan',
    'bang.xa.nhen',
    'table "bang" has no column of figures "nhen" (did you mean "nhan"?)',
  ],
  [
    'a check of a missing block',
    'form-bieu.yaml',
    'bang.xa.nhan',
    'bang.huyen.nhan',
    'table "bang" has no block "huyen"',
  ],
  ['a check of an unknown kind', 'form-bieu.yaml', 'kind: part_of', 'kind: part', '"part"'],
  [
    'a range without ends',
    'form-bieu.yaml',
    '{ kind: part_of, part: a_xong, whole: a_tong,',
    '{ kind: range, row: a_tong,',
    '"range" needs min, max or both',
  ],
  [
    'a line check of a missing column',
    'form-bieu.yaml',
    'limit: nhan',
    'limit: nhap',
    'there is no column of figures "nhap" (did you mean "nhan"?)',
  ],
  [
    'an explained column that is none',
    'form-bieu.yaml',
    'explain: [tra]',
    'explain: [thu]',
    'there is no column of figures "thu"',
  ],
  [
    'two columns of one key',
    'form-bieu.yaml',
    'key: tra,',
    'key: nhan,',
    'column "nhan" is used twice in table "bang"',
  ],
  ['two tasks of one number', 'tasks.yaml', 'no: 13a', 'no: 12', 'two tasks have the number "12"'],
  [
    'broken YAML',
    'units.yaml',
    '{ name: Sở Y tế, level: department }',
    '{ name: Sở Y tế, level: ]',
    'not valid YAML',
  ],
  [
    'a key written twice',
    'plan.yaml',
    'year: 2022',
    'year: 2022\nyear: 2023',
    'not valid YAML: Map keys must be unique',
  ],
];

/** The first line that is written otherwise, counted from 1. */
const changedLine = (sound: string, faulty: string): number => {
  const lines = sound.split('\n');
  return faulty.split('\n').findIndex((line, index) => line !== lines[index]) + 1;
};

describe('plan check tells the place of', () => {
  test.each(FAULTS)('%s', (_, file, from, to, message) => {
    const files = withChange(file, from, to);
    const { plan, faults } = loadPlan(planFiles(files));
    expect(plan).toBeNull();
    const told = faults.filter((fault) => fault.file.endsWith(file) && fault.message.includes(message));
    expect(faults.map((fault) => fault.message)).toContainEqual(expect.stringContaining(message));
    expect(told[0]!.line).toBe(changedLine(SMALL_PLAN[file]!, files[file]!));
  });

  test('each fault with the line and column it stands at', () => {
    const files = withChange('plan.yaml', 'to: 09/9/2022', 'to: 01/9/2022');
    const line = files['plan.yaml']!.split('\n').indexOf('    to: 01/9/2022') + 1;
    expect(loadPlan(planFiles(files)).faults).toMatchObject([{ line, column: 9 }]);
  });

  test('a missing field at the group it is missing from', () => {
    const { faults } = loadPlan(planFiles(withChange('plan.yaml', '  support: tổ giúp việc\n', '')));
    const line = SMALL_PLAN['plan.yaml']!.split('\n').indexOf('words:') + 2;
    expect(faults).toMatchObject([{ line, message: '"support" is missing' }]);
  });

  test('a relative deadline of what is not for a visit', () => {
    const { faults } = loadPlan(planFiles(withChange('plan.yaml', '    for_visit: true\n', '')));
    const line =
      SMALL_PLAN['plan.yaml']!.split('\n').indexOf('    due: { working_days_before_visit: 3 }') + 1;
    expect(faults).toMatchObject([{ line, message: '"working_days_before_visit" needs for_visit: true' }]);
  });

  test('an unknown field at the field itself', () => {
    const files = withChange('plan.yaml', '  lead: Tổ trưởng', '  leed: Tổ trưởng');
    const line = files['plan.yaml']!.split('\n').indexOf('  leed: Tổ trưởng') + 1;
    expect(loadPlan(planFiles(files)).faults).toContainEqual(expect.objectContaining({ line, column: 3 }));
  });
});

test('all faults of all files are told at once, in the order of the files', () => {
  const plan = withChange('plan.yaml', 'from: 05/9/2022', 'from: 31/9/2022')['plan.yaml']!;
  const files = {
    ...SMALL_PLAN,
    'plan.yaml': plan
      .replace('unit: Sở Tư pháp, quarter', 'unit: Sở Lửa, quarter')
      .replace('form: bieu', 'form: x'),
    'units.yaml': withChange('units.yaml', 'level: commune', 'level: xom')['units.yaml']!,
    'form-bieu.yaml': withChange('form-bieu.yaml', 'key: a_xong', 'key: a_tong')['form-bieu.yaml']!,
  };
  const { faults } = loadPlan(planFiles(files));
  expect(faults.map(({ message }) => message.replace(/ \(did.*/, ''))).toEqual(
    expect.arrayContaining([
      'key "a_tong" is used twice in this form',
      'unknown unit "Sở Lửa"',
      'there is no day "31/9/2022"',
      'obligation "bao_cao" names an unknown form "x"',
    ]),
  );
  const names = faults.map(({ file }) => file);
  expect(names).toEqual(names.toSorted());
});

test('a fault in one place is not told again wherever its name is used', () => {
  const { faults } = loadPlan(
    planFiles(withChange('form-bieu.yaml', 'measure: Văn bản, kind: count', 'kind: so')),
  );
  expect(faults.map(({ message }) => message)).toEqual([
    expect.stringContaining('"so" is not a value of "kind"'),
  ]);
});

test('a units file that is no YAML is one fault, not one for every unit', () => {
  const { faults } = loadPlan(planFiles({ ...SMALL_PLAN, 'units.yaml': 'units: [' }));
  expect(faults.every(({ file }) => file.endsWith('units.yaml'))).toBe(true);
});

test('a form that asks for nothing is a fault', () => {
  const form = 'key: bieu\ntitle: Biểu\nsections:\n  - { key: a, code: A, name: Thể chế }\n';
  const { faults } = loadPlan(planFiles({ ...SMALL_PLAN, 'form-bieu.yaml': form }));
  expect(faults).toMatchObject([
    { line: 4, message: 'form "bieu" asks for nothing: no rows, tables or narratives' },
  ]);
});

test('two forms of one key are a fault', () => {
  const { faults } = loadPlan(planFiles({ ...SMALL_PLAN, 'form-hai.yaml': SMALL_PLAN['form-bieu.yaml']! }));
  expect(faults).toMatchObject([{ file: expect.stringContaining('form-hai.yaml') as string, line: 1 }]);
});

test('a folder that is not there, and a file that is not part of a plan, are said', () => {
  expect(loadPlan('/no/such/folder').faults.map(({ message }) => message)).toEqual([
    'there is no such file',
    'there is no such file',
  ]);
  const { faults } = loadPlan(planFiles({ ...SMALL_PLAN, 'notes.yaml': 'a: b' }));
  expect(faults).toMatchObject([
    { message: expect.stringContaining('"notes.yaml" is no file of a plan') as string },
  ]);
});

describe('a file cannot unfold, overflow or hide', () => {
  test('aliases are refused, so ten lines cannot become a billion', () => {
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefghij'.split('').map((k, i) => `${k}: &${k} [*${'abcdefghi'[i]!}, *${'abcdefghi'[i]!}]`),
    ];
    const { faults } = loadPlan(planFiles({ ...SMALL_PLAN, 'units.yaml': bomb.join('\n') }));
    expect(faults).toContainEqual(
      expect.objectContaining({ line: 2, message: 'alias "*a" is refused: write the value out' }),
    );
  });

  test('a file above a megabyte is not even read', () => {
    const { faults } = loadPlan(planFiles({ ...SMALL_PLAN, 'units.yaml': `# ${'x'.repeat(1_000_000)}` }));
    expect(faults).toMatchObject([{ message: 'is 1000002 bytes; a plan file has at most 1000000' }]);
  });

  test('nesting without end is a fault', () => {
    const { faults } = loadPlan(planFiles({ ...SMALL_PLAN, 'units.yaml': '['.repeat(400_000) }));
    expect(faults[0]!.file).toContain('units.yaml');
  });

  test('bytes that are no UTF-8, and a folder in place of a file, are faults', () => {
    const folder = planFiles({ 'plan.yaml': SMALL_PLAN['plan.yaml']! });
    mkdirSync(join(folder, 'units.yaml'));
    expect(loadPlan(folder).faults).toContainEqual(
      expect.objectContaining({ message: 'there is no such file' }),
    );
  });

  test('tags of other languages are refused', () => {
    const { faults } = loadPlan(planFiles(withChange('plan.yaml', 'year: 2022', 'year: !!js/function 2022')));
    expect(faults[0]!.message).toContain('not valid YAML');
  });
});

test('whatever is cut out of a plan file, loading ends, and every fault has a place in its file', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(SMALL_PLAN)),
      fc.nat({ max: 3000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('', ':', '- ', '{', '\t', 'null', '🙂'),
      (file, at, length, instead) => {
        const text = SMALL_PLAN[file]!;
        const cut = text.slice(0, at % text.length) + instead + text.slice((at % text.length) + length);
        const { plan, faults } = loadPlan(planFiles({ ...SMALL_PLAN, [file]: cut }));
        expect(plan === null).toBe(faults.length > 0);
        for (const fault of faults) {
          expect(fault.line).toBeGreaterThanOrEqual(1);
          expect(fault.column).toBeGreaterThanOrEqual(1);
          expect(fault.message).not.toContain('[object');
          expect(fault.message).not.toContain('undefined');
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('decomposed Vietnamese is the same unit as composed', () => {
  const files = { ...SMALL_PLAN, 'plan.yaml': SMALL_PLAN['plan.yaml']!.normalize('NFD') };
  expect(loadPlan(planFiles(files)).faults).toEqual([]);
});

test('a suggestion is made only where the name is near', () => {
  expect(didYouMean('Sở Y tê', ['Sở Y tế'])).toBe(' (did you mean "Sở Y tế"?)');
  expect(didYouMean('Kho bạc Nhà nước', ['Sở Y tế'])).toBe('');
  expect(didYouMean('x', [])).toBe('');
});
