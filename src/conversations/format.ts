import { dayOfMonth, monthOf, weekday, yearOf, type Day } from '../domain/day.ts';
import { dayOf, hourOf } from '../domain/office-time.ts';
import type { Bound } from '../domain/deadline.ts';

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const;

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** `05/9/2023`, `28/7/2023`, `01/02/2023`: a zero before days under 10 and before months 1 and 2. */
export function shortDay(day: Day): string {
  return `${dayAndMonth(day)}/${yearOf(day)}`;
}

/** `05/9`, for lists within one year. */
export function dayAndMonth(day: Day): string {
  const month = monthOf(day);
  return `${twoDigits(dayOfMonth(day))}/${month < 3 ? twoDigits(month) : month}`;
}

export const weekdayName = (day: Day): string => WEEKDAYS[weekday(day) - 1] ?? '';

/** `29/7/2023 (thứ Bảy)`. */
export const dayWithWeekday = (day: Day): string => `${shortDay(day)} (${weekdayName(day)})`;

/** `thứ Sáu, ngày 28/7/2023`. */
export const weekdayThenDay = (day: Day): string => `${weekdayName(day)}, ngày ${shortDay(day)}`;

/** `08 giờ 00 phút`. */
export function hourInWords(moment: Date): string {
  const [hour = '', minute = ''] = hourOf(moment).split(':');
  return `${hour} giờ ${minute} phút`;
}

/** `15 giờ 42 phút, ngày 28/7/2023`. */
export const momentInWords = (moment: Date): string =>
  `${hourInWords(moment)}, ngày ${shortDay(dayOf(moment))}`;

/** `1.245`, `1.245,5`: dots between thousands, a comma before decimals, at most `decimals` of them. */
export function number(value: number, decimals = 2): string {
  const known = formats.get(decimals);
  if (known) return known.format(value);
  const format = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: decimals });
  formats.set(decimals, format);
  return format.format(value);
}

/** What a cell holds as the cell shows it: 1.5 is "1,5". */
export const asShown = (value: string | number | boolean | null | undefined): string =>
  typeof value === 'number' ? number(value, 6) : String(value ?? '');

/** By decimals. One takes longer to make than a thousand numbers to write. */
const formats = new Map<number, Intl.NumberFormat>();

/** A sentence begins with a capital letter, whatever it begins with. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The same words inside a sentence. */
export const uncapital = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** Small counts in sentences: `03 đơn vị`, `12 đơn vị`. */
export const count = (value: number): string => (value < 10 ? twoDigits(value) : number(value));

/** `86,67%`, never rounded up to 100 %. */
export function percent(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  const shown = rounded >= 100 && value < 100 ? 99.99 : rounded;
  const digits = new Intl.NumberFormat('vi-VN', {
    maximumFractionDigits: 2,
    minimumFractionDigits: Number.isInteger(shown) ? 0 : 2,
  });
  return `${digits.format(shown)}%`;
}

export interface DeadlineFacts {
  state: string;
  bound: Bound | null;
  printedDay: Day | null;
  lastDay: Day | null;
}

/** Both dates, always: `trước ngày 30/7/2023 (chậm nhất hết ngày 29/7/2023, thứ Bảy)`; or why there is none. */
export function deadlineInWords({ state, bound, printedDay, lastDay }: DeadlineFacts): string {
  if (lastDay === null) {
    if (state === 'waiting_for_visit') return 'chờ lịch kiểm tra';
    if (state === 'by_period') return 'theo kỳ báo cáo';
    return state === 'on_request' ? 'khi có yêu cầu' : 'chưa có thời hạn';
  }
  const through = `chậm nhất hết ngày ${shortDay(lastDay)}, ${weekdayName(lastDay)}`;
  if (bound === 'before' && printedDay !== null) return `trước ngày ${shortDay(printedDay)} (${through})`;
  if (bound === 'in_month')
    return `trong tháng ${monthName(monthOf(lastDay))}/${yearOf(lastDay)} (${through})`;
  return through;
}

const QUARTERS = ['I', 'II', 'III', 'IV'] as const;
const quarterOf = (month: number): string => QUARTERS[Math.floor((month - 1) / 3)] ?? '';
const monthName = (month: number): string => (month < 3 ? twoDigits(month) : String(month));

/** `tháng 3/2021`, `quý I/2021`, `6 tháng đầu năm 2021`, `năm 2021`; a period of another shape stays as it is. */
export function periodInWords(period: string): string {
  const [year = '', part] = period.split('-');
  const quarter = /^Q([1-4])$/.exec(part ?? '');
  if (part === undefined) return `năm ${year}`;
  if (quarter) return `quý ${QUARTERS[Number(quarter[1]) - 1] ?? ''}/${year}`;
  if (/^\d{2}$/.test(part)) return `tháng ${monthName(Number(part))}/${year}`;
  if (part === 'H1') return `6 tháng đầu năm ${year}`;
  if (part === 'H2') return `6 tháng cuối năm ${year}`;
  return part === '9M' ? `9 tháng năm ${year}` : period;
}

export interface WindowFacts {
  from: Day;
  to: Day;
  precision: 'day' | 'month' | 'quarter' | 'window';
}

/** When a visit is, as exactly as it is known: days, `tháng 8 năm 2022`, `quý II năm 2022`, `từ tháng 6 đến tháng 11 năm 2022`. */
export function windowInWords({ from, to, precision }: WindowFacts): string {
  const [start, end] = [monthOf(from), monthOf(to)].map((month) => `tháng ${monthName(month)}`);
  switch (precision) {
    case 'day':
      return spanInWords(from, to);
    case 'month':
      return `${start ?? ''} năm ${yearOf(from)}`;
    case 'quarter':
      return `quý ${quarterOf(monthOf(from))} năm ${yearOf(from)}`;
    case 'window':
      if (yearOf(from) !== yearOf(to))
        return `từ ${start ?? ''} năm ${yearOf(from)} đến ${end ?? ''} năm ${yearOf(to)}`;
      return `từ ${start ?? ''} đến ${end ?? ''} năm ${yearOf(to)}`;
  }
}

/** `từ ngày 01/8/2023 đến hết ngày 08/8/2023`. */
export const spanInWords = (from: Day, to: Day): string =>
  from === to ? `ngày ${dayWithWeekday(from)}` : `từ ngày ${shortDay(from)} đến hết ngày ${shortDay(to)}`;
