import { digitOf, powerOf, type Money } from './number-words.ts';
import { add, exactOf, readNumeral, timesTen, vietnamese, type Exact, type Numeral } from './numeral.ts';
import { isWord, type Token } from './tokens.ts';
import { hundredsAt, isHalf } from './spoken-number.ts';

/** A figure found in a row of tokens, in digits, in words or both ("3 tỷ 2", "hai mươi mốt", "1k2"). */
export interface Quantity {
  numeral: Numeral;
  /** "%" or "đồng", where the figure itself says so. */
  unit?: '%' | 'đồng';
  /** True where the unit đồng was only implied by triệu or tỷ. */
  implied?: boolean;
  inWords: boolean;
  end: number;
}

interface Term {
  numeral: Numeral;
  end: number;
  /** A lone digit ("3 tỷ 2" is 3,2 tỷ); a count of hundreds in full ("hai trăm linh năm") is never shorthand. */
  digits: number;
  inWords: boolean;
}

/** The figure that starts at `index`, or undefined where none does. */
export function quantityAt(tokens: readonly Token[], index: number): Quantity | undefined {
  const first = termAt(tokens, index, decimalDotAfter(tokens, index)) ?? impliedOne(tokens, index);
  if (!first) return undefined;
  let { numeral: total, end } = first;
  let lastPower: number | undefined;
  let money: Money = 'no';
  let term = first;
  for (;;) {
    const scaled = powersAt(tokens, end);
    if (lastPower !== undefined && scaled.power === 0) {
      total = withTail(total, term, lastPower);
      break;
    }
    if (scaled.power > 0) {
      money = stronger(money, scaled.money);
      end = scaled.end;
      const value = scale(term.numeral, scaled.power);
      total = lastPower === undefined ? value : plus(total, value);
      lastPower = scaled.power;
      if (isHalf(tokens[end])) {
        total = plus(total, { kind: 'exact', exact: timesTen({ digits: 5n, scale: 1 }, scaled.power) });
        end += 1;
        break;
      }
    } else {
      const decimals = decimalsAt(tokens, end, term);
      if (decimals) ({ numeral: total, end } = decimals);
      if (decimals && powersAt(tokens, end).power > 0) {
        const after = powersAt(tokens, end);
        total = scale(total, after.power);
        money = after.money;
        end = after.end;
      } else if (!decimals && isHalf(tokens[end])) {
        total = plus(total, { kind: 'exact', exact: { digits: 5n, scale: 1 } });
        end += 1;
      }
      break;
    }
    // "hai ngàn lẻ năm": said to be ones, so never shorthand.
    const ones = isWord(tokens[end], 'linh', 'lẻ');
    const found: Term | undefined = termAt(tokens, ones ? end + 1 : end, false);
    const next = found && ones ? { ...found, digits: 3 } : found;
    // Two figures in a row are two figures, unless the second completes a spoken amount.
    if (!next || (lastPower <= 2 && !term.inWords && !next.inWords && next.digits > 2)) break;
    term = next;
    end = next.end;
  }
  return withUnit(tokens, { numeral: total, inWords: first.inWords, end }, money);
}

function withUnit(tokens: readonly Token[], quantity: Quantity, money: Money): Quantity {
  const { end } = quantity;
  const token = tokens[end];
  if (token?.raw === '%') return { ...quantity, unit: '%', end: end + 1 };
  if (isWord(token, 'phần') && isWord(tokens[end + 1], 'trăm'))
    return { ...quantity, unit: '%', end: end + 2 };
  if (isWord(token, 'đ', 'đồng', 'vnđ', 'vnd') && !isWord(tokens[end + 1], 'chí')) {
    return { ...quantity, unit: 'đồng', end: end + 1 };
  }
  return money === 'no' ? quantity : { ...quantity, unit: 'đồng', implied: money === 'implied' };
}

/** "%", phần trăm, triệu, tỷ after the figure make its dot a decimal sign. */
function decimalDotAfter(tokens: readonly Token[], index: number): boolean {
  const after = numeralText(tokens, index)?.end;
  if (after === undefined) return false;
  const next = tokens[after];
  const isPercent = next?.raw === '%' || (isWord(next, 'phần') && isWord(tokens[after + 1], 'trăm'));
  return isPercent || (powerOf(next)?.power ?? 0) >= 6;
}

function termAt(tokens: readonly Token[], index: number, dotIsDecimal: boolean): Term | undefined {
  const text = numeralText(tokens, index);
  if (text) {
    return {
      numeral: readNumeral(text.raw, dotIsDecimal),
      end: text.end,
      digits: text.raw.length,
      inWords: false,
    };
  }
  const spoken = hundredsAt(tokens, index);
  if (!spoken) return undefined;
  return {
    numeral: { kind: 'exact', exact: exactOf(String(spoken.value)) },
    end: spoken.end,
    digits: spoken.full ? 3 : String(spoken.value).length,
    inWords: true,
  };
}

/** "trăm rưỡi", "nghìn hai": one is understood. */
function impliedOne(tokens: readonly Token[], index: number): Term | undefined {
  const power = powerOf(tokens[index]);
  const next = tokens[index + 1];
  if (
    !power ||
    power.power < 2 ||
    tokens[index]?.folded === 'k' ||
    !(isHalf(next) || digitOf(next) !== undefined)
  )
    return undefined;
  return { numeral: { kind: 'exact', exact: exactOf('1') }, end: index, digits: 1, inWords: true };
}

/** The whole of a figure in digits, its faults included: "1..234", "1 23", "1O5". */
function numeralText(tokens: readonly Token[], index: number): { raw: string; end: number } | undefined {
  const first = tokens[index];
  if (first?.kind !== 'figure') return undefined;
  let raw = first.raw;
  let end = index + 1;
  for (let token = tokens[end]; token; token = tokens[end]) {
    const next = tokens[end + 1];
    const glued =
      token.glued &&
      (token.kind === 'figure' ||
        (/^[.,]$/.test(token.raw) &&
          next?.glued === true &&
          (next.kind === 'figure' || /^[.,]$/.test(next.raw))));
    const group =
      !token.glued &&
      token.kind === 'figure' &&
      /^\d{3}(,\d+)?$/.test(token.raw) &&
      /^\d{1,3}( \d{3})*$/.test(raw);
    if (!glued && !group) break;
    raw += glued ? token.raw : ` ${token.raw}`;
    end += 1;
  }
  return { raw, end };
}

function powersAt(tokens: readonly Token[], index: number): { power: number; money: Money; end: number } {
  let power = 0;
  let money: Money = 'no';
  let end = index;
  for (let found = powerOf(tokens[end]); found && power < 12; found = powerOf(tokens[end])) {
    power += found.power;
    money = stronger(money, found.money);
    end += 1;
  }
  return { power, money, end };
}

/** "chín tám phẩy năm", "98 phẩy 5". */
function decimalsAt(
  tokens: readonly Token[],
  end: number,
  term: Term,
): { numeral: Numeral; end: number } | undefined {
  if (!isWord(tokens[end], 'phẩy', 'chấm') || term.numeral.kind !== 'exact') return undefined;
  let digits = '';
  let at = end + 1;
  for (; digits.length < 6; at += 1) {
    const token = tokens[at];
    const digit = token?.kind === 'figure' && /^\d+$/.test(token.raw) ? token.raw : digitOf(token);
    if (digit === undefined) break;
    digits += String(digit);
  }
  if (digits === '') return undefined;
  const fraction: Exact = { digits: BigInt(digits), scale: digits.length };
  return { numeral: { kind: 'exact', exact: add(term.numeral.exact, fraction) }, end: at };
}

/** What a trailing figure without its own power means after one: "3 tỷ 2", "2 nghìn 345", "2 triệu 500". */
function withTail(total: Numeral, tail: Term, power: number): Numeral {
  if (tail.numeral.kind !== 'exact') return tail.numeral;
  const spokenShort = scale(tail.numeral, power - tail.digits);
  const added = plus(total, tail.numeral);
  if (tail.digits >= power || (tail.inWords && tail.digits === 3)) return added;
  if (tail.digits === 1 && power > 1) return plus(total, spokenShort);
  if (power === 3) return tail.inWords ? added : plus(total, spokenShort);
  const short = plus(total, spokenShort);
  if (short.kind !== 'exact' || added.kind !== 'exact') return added;
  return {
    kind: 'ambiguous',
    readings: [
      [short.exact, `${vietnamese(short.exact)} (nói tắt)`],
      [added.exact, vietnamese(added.exact)],
    ],
  };
}

const stronger = (a: Money, b: Money): Money => (a === 'said' || b === 'no' ? a : b);

function scale(numeral: Numeral, power: number): Numeral {
  if (numeral.kind === 'invalid') return numeral;
  if (numeral.kind === 'exact') return { kind: 'exact', exact: timesTen(numeral.exact, power) };
  return {
    kind: 'ambiguous',
    readings: numeral.readings.map(([reading]) => {
      const scaled = timesTen(reading, power);
      return [scaled, vietnamese(scaled)];
    }),
  };
}

function plus(a: Numeral, b: Numeral): Numeral {
  if (a.kind !== 'exact') return a;
  return b.kind === 'exact' ? { kind: 'exact', exact: add(a.exact, b.exact) } : b;
}
