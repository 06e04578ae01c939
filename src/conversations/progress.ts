import type { Tally } from '../domain/answers.ts';
import { inputRows } from '../domain/form.ts';
import type { ProvinceTable, UnitReport } from '../services/province-tables.ts';
import { isSection } from './form-codes.ts';

/** How far something is: parts of one whole, each counted in things, not in percent. */
export interface Bar {
  name: string;
  done: number;
  /** Sent as "chưa có số liệu". */
  owed: number;
  total: number;
  /** A few words beside the name: "đúng hạn 27/7". */
  mark: string;
  isLate: boolean;
}

/** What the picture shows, and what is told in words beside it. */
export interface ProgressFacts {
  title: string;
  moment: string;
  summary: string;
  units: readonly Bar[];
  sections: readonly Bar[];
}

/** Progress by unit, in the order of the plan. */
export const unitBars = (reports: readonly UnitReport[], markOf: (report: UnitReport) => string): Bar[] =>
  reports.map((report) => {
    const { facts, tally, state, form } = report;
    const total = tally?.total ?? inputRows(form, { name: facts.unitName, level: facts.unitLevel }).length;
    return {
      name: facts.unitName,
      done: doneOf(tally),
      owed: tally?.missing ?? 0,
      total: Math.max(1, total),
      mark: markOf(report),
      isLate: state === 'overdue' || state === 'received_late',
    };
  });

const doneOf = (tally: Tally | null): number => (tally === null ? 0 : tally.answered - tally.missing);

/** Progress by section of the form: how many of the answers asked of all units have come. */
export function sectionBars({ form, figures }: ProvinceTable): Bar[] {
  return form.rows.filter(isSection).flatMap((heading): Bar[] => {
    const rows = figures.rows.filter(
      ({ row }) => row.section === heading.key && row.kind !== 'group' && row.numerator === null,
    );
    const sum = (...kinds: (keyof (typeof rows)[number]['counts'])[]): number =>
      rows.reduce((all, { counts }) => all + kinds.reduce((part, kind) => part + counts[kind], 0), 0);
    const done = sum('value', 'zero', 'nothing', 'out_of_scope', 'other_meaning');
    const owed = sum('missing');
    const total = done + owed + sum('unanswered', 'not_sent');
    return total === 0
      ? []
      : [{ name: `${heading.code} ${heading.name}`.trim(), done, owed, total, mark: '', isLate: false }];
  });
}
