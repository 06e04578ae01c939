import type { Part } from './context.ts';
import { formActions, type FormAction } from './form-actions.ts';
import { formPlaces, type FormPlace } from './form-places.ts';

export type { FormAction, FormPlace };

/** Filling in and sending a report: sections, figures, blanks, tables, texts, review, receipt. */
export const formPart: Part<FormAction, FormPlace> = {
  actions: formActions,
  takesNumbers: ['form.rows', 'form.reason', 'form.table', 'form.explain', 'form.texts'],
  places: formPlaces,
};
