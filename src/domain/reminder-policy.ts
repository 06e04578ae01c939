import type { Hour } from './office-time.ts';

/** When unasked messages may leave; every plan may adjust it. All counts of days are working days. */
export interface ReminderPolicy {
  /** Hour of the bundled morning message. */
  morningAt: Hour;
  /** Hour of the one last call on T0 to those whose complete draft lies unsent. */
  lastCallAt: Hour;
  /** Hour of the leader's summary. */
  digestAt: Hour;
  /** Before a report is due: days before T0, T0 itself being 0. */
  beforeDue: readonly number[];
  /** Days before the first day of a visit. */
  beforeVisit: readonly number[];
  /** After the last on-time day: every `overdueEvery`-th working day, starting with the first. */
  overdueEvery: number;
  overdueAtMost: number;
  /** Mornings in a calendar week on which one person is written to; one on which something is due is never held back, and counts. */
  morningsAWeek: number;
  /** Stretches of a working day in which news leaves at once. */
  officeHours: readonly { from: Hour; to: Hour }[];
  /** Whether a report whose last day is a day off is still on time on the next working day. */
  nextWorkingDayCounts: boolean;
  /** Days ahead that make a summary worth sending though nothing changed (calendar days). */
  digestLooksAhead: number;
}

export const DEFAULT_POLICY: ReminderPolicy = {
  morningAt: '08:00',
  lastCallAt: '14:00',
  digestAt: '07:00',
  beforeDue: [7, 3, 1, 0],
  beforeVisit: [3, 1],
  overdueEvery: 2,
  overdueAtMost: 3,
  morningsAWeek: 3,
  officeHours: [
    { from: '07:30', to: '11:30' },
    { from: '13:30', to: '17:30' },
  ],
  nextWorkingDayCounts: false,
  digestLooksAhead: 7,
};
