import { parseDay, type Day } from '../domain/day.ts';
import { dayOf, parseMoment } from '../domain/office-time.ts';
import { loadCalendars } from '../files/calendars.ts';
import { parseDate, type DateAnswer } from '../language/date.ts';
import { parseNumber, type NumberAnswer } from '../language/number.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** `dondoc parse number|date`: one expression a line in, one JSON line out. */
export async function parse(
  kind: 'number' | 'date',
  options: { at?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const reference = referenceDay(options.at);
  if (reference === undefined) {
    terminal.error(`--at: không phải ngày hoặc thời điểm: "${options.at ?? ''}" (ví dụ 2023-08-10)`);
    return 2;
  }
  const calendar = loadCalendars();
  for await (const input of terminal.lines) {
    const answer =
      kind === 'number'
        ? numberJson(parseNumber(input))
        : dateJson(parseDate(input, reference, { calendar }));
    terminal.out(JSON.stringify({ input, ...answer }));
  }
  return 0;
}

/** The day of `--at`, a day or a moment; today in office time where it is not given. */
export function referenceDay(at: string | undefined): Day | undefined {
  if (at === undefined) return dayOf(new Date());
  const moment = parseMoment(at);
  return parseDay(at) ?? (moment && dayOf(moment));
}

function numberJson(answer: NumberAnswer): object {
  switch (answer.kind) {
    case 'value':
      return {
        value: answer.value,
        ...(answer.unit === undefined ? {} : { unit: answer.unit }),
        ...(answer.nothing === true ? { nothing: true } : {}),
      };
    case 'ambiguous':
      return { ambiguous: answer.readings };
    case 'missing':
      return { invalid: 'chưa có số liệu', missing: true };
    case 'not_applicable':
      return { invalid: 'không thuộc phạm vi' };
    case 'invalid':
      return { invalid: answer.why };
  }
}

const dateJson = ({ type, value, bound, lastDay }: DateAnswer): object => ({
  type,
  value,
  bound,
  last_day: lastDay,
});
