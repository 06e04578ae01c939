import type { Form } from '../domain/form.ts';
import { didYouMean } from './plan-faults.ts';
import { valueAt } from './plan-shape.ts';
import type { PlanSource } from './plan-source.ts';

interface ReadForm {
  form: Form;
  source: PlanSource;
}

/**
 * Gives a form that names another in `figures_from` the rows, tables and checks of that one: a short quarterly report
 * asks the figures of the full one and fewer words. Its narratives are its own.
 */
export function shareFigures(forms: readonly ReadForm[]): ReadForm[] {
  return forms.map(({ form, source }) => {
    const wanted = figuresFrom(source);
    if (wanted === undefined) return { form, source };
    const lender = forms.find((each) => each.form.key === wanted);
    const reason = whyNotFrom(wanted, lender, forms);
    if (reason !== undefined) source.fault(['figures_from'], reason);
    for (const part of ['sections', 'tables', 'checks']) {
      if (valueAt(source.value, [part]) === undefined) continue;
      source.fault(
        [part],
        `form "${form.key}" takes its figures from "${wanted}" and cannot have ${part} of its own`,
      );
    }
    if (!lender || reason !== undefined) return { form, source };
    const { rows, tables, checks } = lender.form;
    const taken = new Set([...rows, ...tables].map(({ key }) => key));
    for (const [index, { key }] of form.narratives.entries()) {
      if (!taken.has(key)) continue;
      source.fault(
        ['narratives', index, 'key'],
        `key "${key}" is already used by the figures of "${wanted}"`,
      );
    }
    return { form: { ...form, rows, tables, checks }, source };
  });
}

/** A form that is otherwise faulty is not judged here. */
function figuresFrom(source: PlanSource): string | undefined {
  const name = valueAt(source.value, ['figures_from']);
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function whyNotFrom(
  wanted: string,
  lender: ReadForm | undefined,
  forms: readonly ReadForm[],
): string | undefined {
  if (!lender) {
    const keys = forms.map(({ form }) => form.key);
    return `there is no form "${wanted}" to take figures from${didYouMean(wanted, keys)}`;
  }
  return figuresFrom(lender.source) === undefined ? undefined : `form "${wanted}" has no figures of its own`;
}
