import type { Day } from '../domain/day.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { parseDate } from './date.ts';
import { clean } from './fold.ts';

/** A signed paper as an officer names it. */
export interface DocumentNumber {
  /** Number and symbol in capitals: "123/BC-SCT". */
  number: string;
  /** Null where no day was given, or it was none. */
  date: Day | null;
}

/** "123/BC-SCT", "so 45 bc-sct", "123 / BC - SCT": a number, a kind of paper in two to four letters, an office. */
const NUMBER =
  /(?:^|[\s:(])(?:(?:cv|công văn|văn bản|báo cáo|bc)\s+)?(?:số|so)?\s*[:.]?\s*(\d{1,5})\s*[/ ]\s*([\p{L}]{2,6}(?:[&.][\p{L}]{1,6})?(?:\s?-\s?[\p{L}&.]{2,12}){1,3})(?=$|[\s,;.)(])/iu;

/** What an officer types to register a signed report: "123/BC-SCT ngày 28/7". Null where there is no number with a symbol. */
export function parseDocumentNumber(
  text: string,
  reference: Day,
  options: { calendar: OfficeCalendar },
): DocumentNumber | null {
  const cleaned = clean(text.slice(0, 400));
  const match = NUMBER.exec(cleaned);
  const [, digits, symbol] = match ?? [];
  if (!match || digits === undefined || symbol === undefined) return null;
  const rest = cleaned.slice(match.index + match[0].length);
  const day = parseDate(rest, reference, options);
  const date =
    (day.type === 'date' || day.type === 'deadline') && day.bound === 'on' ? (day.value as Day) : null;
  const number = `${digits}/${symbol.replace(/\s+/g, '').replace(/[.]$/, '').toUpperCase()}`;
  return { number, date };
}
