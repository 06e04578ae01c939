import { count, momentInWords } from './format.ts';

/** Lines of a list before the rest is only counted. */
export const LONGEST_LIST = 20;

/** "số liệu đến 14 giờ 05 phút, ngày 31/7/2023". */
export const dataMoment = (now: Date): string => `số liệu đến ${momentInWords(now)}`;

/** "Sở A, Sở B và 12 đơn vị khác". */
export function listed(names: readonly string[], limit = LONGEST_LIST): string {
  const rest = names.length - limit;
  const shown = names.slice(0, limit).join(', ');
  return rest > 0 ? `${shown} và ${count(rest)} đơn vị khác` : shown;
}

/** Lines, at most so many; the rest as one line that counts them. */
export const bounded = (lines: readonly string[], total = lines.length, limit = LONGEST_LIST): string[] =>
  total > limit ? [...lines.slice(0, limit), `… và ${count(total - limit)} mục khác`] : [...lines];
