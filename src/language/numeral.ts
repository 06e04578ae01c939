/**
 * A figure in digits, judged by the conventions of Vietnamese offices: a dot groups thousands, a comma is the decimal sign.
 * Exact: `digits` × 10^−`scale`.
 */
export interface Exact {
  digits: bigint;
  scale: number;
}

export type Numeral =
  | { kind: 'exact'; exact: Exact }
  | { kind: 'ambiguous'; readings: [Exact, string][] }
  | { kind: 'invalid'; why: string };

export const BAD_GROUPS = 'dấu phân nhóm không đúng: mỗi nhóm phải có 3 chữ số';
const GROUPED = {
  dot: /^[1-9]\d{0,2}(\.\d{3})+$/,
  comma: /^\d{1,3}(,\d{3})+$/,
  space: /^[1-9]\d{0,2}( \d{3})+$/,
};

/** Longest figure taken seriously; the largest real ones are money in đồng. */
const MOST_DIGITS = 15;

/** `dotIsDecimal` where a percent sign, triệu or tỷ stands after the figure: then "98.5" can only be a decimal. */
export function readNumeral(raw: string, dotIsDecimal: boolean): Numeral {
  const text = raw.trim();
  if (text.replace(/\D/g, '').length > MOST_DIGITS) return invalid('số quá lớn, đề nghị kiểm tra lại');
  if (/^\d+$/.test(text)) return exact(text);
  const [whole = '', decimals, ...more] = text.split(',');
  const grouped = GROUPED.dot.test(whole) || GROUPED.space.test(whole);
  if (decimals === undefined) {
    if (grouped) return exact(text.replace(/[. ]/g, ''));
    return text.includes(' ') ? invalid(BAD_GROUPS) : withDots(text, dotIsDecimal);
  }
  if (more.length > 0) return withCommas(text);
  if (text.startsWith(',') || text.endsWith(',')) return invalid('dấu phẩy đặt sai chỗ');
  if (/^\d+$/.test(decimals) && (grouped || /^\d+$/.test(whole))) {
    const value = decimal(whole.replace(/[. ]/g, ''), decimals);
    const english = GROUPED.comma.test(text) && !whole.startsWith('0');
    if (!english) return { kind: 'exact', exact: value };
    const grouping = exactOf(text.replace(',', ''));
    return ambiguous(
      [grouping, `${vietnamese(grouping)} (dấu phẩy phân nhóm)`],
      [value, `${vietnamese(value)} (số thập phân)`],
    );
  }
  return withCommas(text);
}

function withDots(text: string, dotIsDecimal: boolean): Numeral {
  const parts = text.split('.');
  const [whole = '', decimals = ''] = parts;
  if (parts.length !== 2 || whole === '' || decimals === '') return invalid(BAD_GROUPS);
  const value = decimal(whole, decimals);
  if (dotIsDecimal) return { kind: 'exact', exact: value };
  const joined = exactOf(whole + decimals);
  return ambiguous(
    [value, `${vietnamese(value)} (số thập phân)`],
    [joined, `${vietnamese(joined)} (dấu chấm gõ nhầm)`],
  );
}

/** English grouping: "1,234,567", "1,234.5". */
function withCommas(text: string): Numeral {
  const [whole = '', decimals, ...more] = text.split('.');
  if (!GROUPED.comma.test(whole) || more.length > 0) return invalid(BAD_GROUPS);
  const joined = whole.replace(/,/g, '');
  if (decimals === undefined) return exact(joined);
  return /^\d+$/.test(decimals) ? { kind: 'exact', exact: decimal(joined, decimals) } : invalid(BAD_GROUPS);
}

export const exactOf = (digits: string): Exact => ({ digits: BigInt(digits), scale: 0 });

const decimal = (whole: string, decimals: string): Exact => ({
  digits: BigInt(whole + decimals),
  scale: decimals.length,
});
const exact = (digits: string): Numeral => ({ kind: 'exact', exact: exactOf(digits) });
const invalid = (why: string): Numeral => ({ kind: 'invalid', why });
const ambiguous = (...readings: [Exact, string][]): Numeral => ({ kind: 'ambiguous', readings });

/** Correctly rounded, whatever the scale. */
export const toNumber = (value: Exact): number => Number(`${value.digits.toString()}e${-value.scale}`);

export const timesTen = (value: Exact, power: number): Exact => ({
  digits: value.digits,
  scale: value.scale - power,
});

export function add(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale);
  const widen = (one: Exact): bigint => one.digits * 10n ** BigInt(scale - one.scale);
  return { digits: widen(a) + widen(b), scale };
}

/** `1.234,5`: as figures are shown to people. */
export function vietnamese(value: Exact): string {
  const [whole = '0', decimals] = plain(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return decimals === undefined ? grouped : `${grouped},${decimals}`;
}

function plain({ digits, scale }: Exact): string {
  if (scale <= 0) return (digits * 10n ** BigInt(-scale)).toString();
  const padded = digits.toString().padStart(scale + 1, '0');
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
