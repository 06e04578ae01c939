import { describe, expect, test } from 'vitest';
import type { Form } from '../../src/domain/form.ts';
import { withWorkingCodes } from '../../src/domain/working-codes.ts';
import { planNamed } from '../support/plans.ts';

const PLANS = ['hai-phong-2022', 'bac-giang-2022', 'bac-kan-2018', 'soc-trang-2021', 'binh-phuoc-2023'];
const forms = PLANS.flatMap((name) => planNamed(name).forms.map((form) => [name, form.key, form] as const));
const isSection = (row: Form['rows'][number]): boolean => row.key === row.section;

describe.each(forms)('%s, %s', (_name, _key, form) => {
  const worked = withWorkingCodes(form);

  test('every section has a code of its own, and every row to fill in has a code', () => {
    const sections = worked.rows.filter(isSection).map(({ code }) => code);
    expect(new Set(sections).size).toBe(sections.length);
    const rows = worked.rows.filter(({ kind }) => kind !== 'group');
    expect(rows.filter(({ code }) => code === '')).toEqual([]);
  });

  test('a printed code of a row stays, and no working number takes one that is printed', () => {
    for (const [index, row] of form.rows.entries()) {
      if (row.code !== '' && !isSection(row)) expect(worked.rows[index]?.code).toBe(row.code);
      if (row.code !== '' || isSection(row)) continue;
      const code = worked.rows[index]?.code;
      const alike = worked.rows.filter(
        (one) => !isSection(one) && one.section === row.section && one.code === code,
      );
      if (code !== '') expect(alike).toHaveLength(1);
    }
  });
});

test('Bình Phước prints its codes: nothing is changed', () => {
  const [form] = planNamed('binh-phuoc-2023').forms;
  expect(withWorkingCodes(form!)).toEqual(form);
});

test('the number comes from the key where it holds one, else from the place in the section', () => {
  const codeOf = (name: string, key: string): string | undefined =>
    withWorkingCodes(planNamed(name).forms[0]!).rows.find((row) => row.key === key)?.code;
  expect(codeOf('hai-phong-2022', 'ii_5_a_3_1_2')).toBe('3.1.2');
  expect(codeOf('bac-kan-2018', 'tthc_ra_soat')).toBe('2');
  expect(codeOf('bac-giang-2022', 'a_chu_ky_so')).toBe('5.2.a.2');
});

test('a table under a code of sections goes by its title', () => {
  const [table] = withWorkingCodes(planNamed('bac-giang-2022').forms[0]!).tables;
  expect(table?.code).toBe(table?.title);
});
