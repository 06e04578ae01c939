import { describe, expect, test } from 'vitest';
import { formParts } from '../../src/domain/form-parts.ts';
import { PLANS } from '../support/form-workbooks.ts';
import { planNamed } from '../support/plans.ts';

const forms = PLANS.flatMap((name) => planNamed(name).forms.map((form) => ({ name, form })));
const rateOf = ({ numerator, denominator }: { numerator: string | null; denominator: string | null }) =>
  [numerator, denominator].filter((key) => key !== null);

describe.each(forms)('$name, $form.key', ({ form }) => {
  const sections = form.rows.filter(({ key, section }) => key === section).map(({ key }) => key);

  test('a form cut down to one section holds no rate of a figure outside it, and every other row of it', () => {
    for (const section of sections) {
      const { rows } = formParts(form, [section]);
      const keys = new Set(rows.map(({ key }) => key));
      expect(rows.flatMap(rateOf).filter((key) => !keys.has(key))).toEqual([]);
      const whole = form.rows.filter((row) => row.section === section);
      expect(whole.filter((row) => rateOf(row).length === 0 && !keys.has(row.key))).toEqual([]);
    }
  });

  test('of all sections it holds every rate', () => {
    expect(formParts(form, sections).rows).toEqual(
      form.rows.filter(({ section }) => sections.includes(section)),
    );
  });
});

test('some printed rates do reach into another section', () => {
  const crossing = forms.flatMap(({ form }) => {
    const sectionOf = new Map(form.rows.map(({ key, section }) => [key, section]));
    return form.rows.filter((row) => rateOf(row).some((key) => sectionOf.get(key) !== row.section));
  });
  expect(crossing.length).toBeGreaterThan(0);
});
