import { parseDay, type Day } from './day.ts';

/**
 * Office time is Asia/Ho_Chi_Minh: UTC+7, without summer time since 1975.
 * A moment is a `Date`; what an office sees of it is a day and an hour here.
 */
const OFFSET_MS = 7 * 3_600_000;

/** An hour of the office day, `HH:MM`, 24-hour. Hours compare correctly as strings. */
export type Hour = `${number}:${number}`;

export function dayOf(moment: Date): Day {
  return shifted(moment).slice(0, 10) as Day;
}

export function hourOf(moment: Date): Hour {
  return shifted(moment).slice(11, 16) as Hour;
}

export function momentOf(day: Day, hour: Hour = '00:00'): Date {
  const moment = new Date(`${day}T${hour}:00+07:00`);
  // A Date takes 30/02 for 02/03.
  if (parseDay(day) === undefined || Number.isNaN(moment.getTime())) {
    throw new RangeError(`no such moment: ${day} ${hour}`);
  }
  return moment;
}

/** `2023-07-25T08:00:00+07:00`. */
export function toOfficeIso(moment: Date): string {
  return `${shifted(moment).slice(0, 19)}+07:00`;
}

/**
 * Reads `2023-07-25T08:00`, with or without seconds, as office time; an offset or `Z` at the end is obeyed.
 * Undefined where it is neither or the day does not exist.
 */
export function parseMoment(text: string): Date | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/.exec(text.trim());
  if (!match) return undefined;
  const [, day = '', hour = '', seconds = ':00', zone = '+07:00'] = match;
  const moment = new Date(`${day}T${hour}${seconds}${zone}`);
  return parseDay(day) === undefined || Number.isNaN(moment.getTime()) ? undefined : moment;
}

function shifted(moment: Date): string {
  return new Date(moment.getTime() + OFFSET_MS).toISOString();
}
