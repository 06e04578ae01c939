import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import {
  createCalendar,
  type CalendarYear,
  type OfficeCalendar,
  type SpecialDays,
} from '../domain/calendar.ts';
import { addDays, daysBetween, parseDay, weekday, yearOf, type Day } from '../domain/day.ts';

export interface CalendarFault {
  file: string;
  /** Counted from 1. */
  line: number;
  /** In Vietnamese: calendars are edited by people of the office. */
  message: string;
}

/** Everything wrong with the calendar files read, one `file:line: message` a line. */
export class CalendarFileError extends Error {
  override readonly name = 'CalendarFileError';
  readonly faults: readonly CalendarFault[];

  constructor(faults: readonly CalendarFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.faults = faults;
  }
}

const CALENDARS = fileURLToPath(new URL('../../calendars', import.meta.url));

/** The office calendar of all `calendars/YYYY.yaml`; throws CalendarFileError naming every fault of every file. */
export function loadCalendars(directory: string = CALENDARS): OfficeCalendar {
  const names = readdirSync(directory).filter((name) => /^\d{4}\.yaml$/.test(name));
  if (names.length === 0) throw new Error(`no YYYY.yaml in ${directory}`);
  const years: CalendarYear[] = [];
  const faults: CalendarFault[] = [];
  for (const name of names.sort()) {
    const file = join(directory, name);
    try {
      years.push(readCalendarYear(readFileSync(file, 'utf8'), file));
    } catch (error) {
      if (!(error instanceof CalendarFileError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new CalendarFileError(faults);
  return createCalendar(years);
}

/** Reads one year; `file`, named `YYYY.yaml`, says which year it must be and where a fault is. Throws CalendarFileError. */
export function readCalendarYear(text: string, file: string): CalendarYear {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new CalendarFileError(
      document.errors.map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        message: `không đúng cú pháp YAML (${error.message})`,
      })),
    );
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node: unknown = document.getIn(path, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  const result = calendarYear(Number(basename(file, '.yaml'))).safeParse(document.toJS(), {
    error: z.locales.vi().localeError,
  });
  if (result.success) return result.data;
  throw new CalendarFileError(
    result.error.issues.map(({ path, message }) => ({
      file,
      line: lineOf(path),
      message: at(path, message),
    })),
  );
}

const at = (path: readonly PropertyKey[], message: string): string =>
  path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;

const day = z.string().transform((text, context): Day => {
  const found = parseDay(text);
  if (found !== undefined) return found;
  context.addIssue(`không có ngày "${text}"; ngày viết theo mẫu 2023-09-02`);
  return z.NEVER;
});

const spans = z.array(
  z.strictObject({ from: day, to: day, reason: z.string().trim().min(1, 'chưa ghi lý do') }),
);

const calendarYear = (year: number) =>
  z
    .strictObject({
      year: z.literal(year, { error: `phải là ${year}, theo tên tệp` }),
      off: spans,
      worked: spans,
    })
    .superRefine((calendar, context) => {
      for (const { path, message } of faultsOf(calendar)) context.addIssue({ code: 'custom', path, message });
    });

/** What no date tells by itself: its place in the year, and that no day is named twice. */
function faultsOf(calendar: CalendarYear): { path: PropertyKey[]; message: string }[] {
  const seen = new Map<Day, string>();
  return (['off', 'worked'] as const).flatMap((list) =>
    calendar[list].flatMap((span, index) => {
      const message = faultOf(span, list, calendar.year, seen);
      if (message !== undefined) return [{ path: [list, index], message }];
      for (const each of daysOf(span)) seen.set(each, `${list}.${index}`);
      return [];
    }),
  );
}

function faultOf(
  span: SpecialDays,
  list: 'off' | 'worked',
  year: number,
  seen: ReadonlyMap<Day, string>,
): string | undefined {
  const stray = [span.from, span.to].find((each) => yearOf(each) !== year);
  if (stray !== undefined) return `${stray} không thuộc năm ${year}`;
  if (span.to < span.from) return `kết thúc ${span.to} trước khi bắt đầu ${span.from}`;
  const days = daysOf(span);
  const twice = days.find((each) => seen.has(each));
  if (twice !== undefined) return `${twice} đã có ở ${seen.get(twice) ?? ''}`;
  const ordinary = list === 'worked' ? days.find((each) => weekday(each) < 6) : undefined;
  return ordinary && `${ordinary} không phải thứ Bảy, Chủ nhật nên không là ngày làm bù`;
}

const daysOf = ({ from, to }: SpecialDays): Day[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
