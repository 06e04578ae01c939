import { clean, fold } from './fold.ts';
import { digitOf, measureAt, powerOf } from './number-words.ts';
import { BAD_GROUPS, timesTen, toNumber, vietnamese, type Exact } from './numeral.ts';
import { quantityAt, type Quantity } from './quantity.ts';
import { isWord, type Token, tokenize, wordList } from './tokens.ts';

export interface NumberOptions {
  /** Rows that admit them say so; elsewhere a negative figure is a fault. */
  allowNegative?: boolean;
  /** The row's measure as printed ("Triệu đồng", "%"): money is scaled to it. */
  measure?: string;
}

export type NumberAnswer =
  | { kind: 'value'; value: number; unit?: string; nothing?: true }
  | { kind: 'ambiguous'; readings: string[]; ask: string }
  | { kind: 'missing' }
  | { kind: 'not_applicable' }
  | { kind: 'invalid'; why: string };

const LEADING = wordList(
  'từ dạ vâng ạ em e thưa số là được đc đạt có gồm tổng cộng chị anh báo cáo ghi nhập con của đơn ' +
    'vị mình bên hiện đã chỉ kết quả giá trị tất cả toàn',
);
const TRAILING = wordList(
  'ạ a nhé nhe nha nghe thôi rồi đó đấy anh chị em e sếp ah à nhá ak luôn hết ok thưa bác cô chú dạ ' +
    'vâng',
);
const APPROXIMATE =
  /^(khoang|tam|chung|co|gan|hon|tren|duoi|it nhat|toi da|toi thieu|xap xi|ngot|uoc|doi|khoang chung|non|vai|may|dam|nhieu|hang|nua|~|>|<|≥|≤|±)( |$|(?<=[~><≥≤±]))/;
const NOTHING = /^(khong|ko|k|kg|hong|hok|chua|0)( he| thay| co)?( gi)? phat sinh( |$)|^(kps|cps)$/;
const MISSING =
  /^(n ?\/ ?a|n ?\. ?a ?\.?|na|null|nil|\?+|chua ro|khong ro|ko ro|k ro|chua biet|khong biet|ko biet|bo trong|de trong|trong|thieu)$|(chua|khong|ko|k|thieu|dang|cho|mat)( (?!nhap|gui|nop|biet|bao)\S+){0,2} (so lieu|thong ke|tong hop|cap nhat|ra soat)|^(dang|cho) (tong hop|thong ke|ra soat|cap nhat|doi chieu)|^chua (tong hop|thong ke|ra soat|cap nhat|nam|chot|tinh)/;
const NOT_APPLICABLE =
  /^(khong|ko|k|kg|hong)( co)? (thuoc|ap dung|trong pham vi|lien quan|phai (cua )?(don vi|thuoc)|nam trong)/;
const ZERO = /^(khong|ko|k|kg|hong|hok|hem|hoan toan khong)( co)?( gi| nao| ca| het)*$|^zero$/;
const NONE_OF = /^(khong|ko|k|kg|hong|hok)( he)? co /;

/** One of these is in every answer in words: most messages have none. */
const REFUSALS = new Set(
  'khong ko k kg hong hok hem chua 0 kps cps n na null nil bo de trong thieu dang cho mat hoan zero x _'.split(
    ' ',
  ),
);

/** Reads one answer to a question for a figure. */
export function parseNumber(text: string, options: NumberOptions = {}): NumberAnswer {
  if (text.length > 400)
    return invalid(clean(text) === '' ? 'chưa có nội dung' : 'nội dung quá dài, đề nghị chỉ ghi số');
  return numberIn(tokenize(text).tokens, options);
}

/** The same for a message already taken apart. */
export function numberIn(all: readonly Token[], options: NumberOptions = {}): NumberAnswer {
  if (all.length === 0) return invalid('chưa có nội dung');
  const tokens = unwrap(all);
  const folded = tokens
    .map((token, i) => (token.glued && i > 0 ? '' : ' ') + token.folded)
    .join('')
    .trim();
  return inWordsOfItsOwn(folded, tokens) ?? figure(tokens, folded, options);
}

function inWordsOfItsOwn(folded: string, tokens: readonly Token[]): NumberAnswer | undefined {
  if (!tokens.some(({ folded: word, kind }) => kind === 'sign' || REFUSALS.has(word))) return undefined;
  if (NOTHING.test(folded)) return { kind: 'value', value: 0, nothing: true };
  if (NOT_APPLICABLE.test(folded)) return { kind: 'not_applicable' };
  if (MISSING.test(folded)) return { kind: 'missing' };
  if (ZERO.test(folded)) return { kind: 'value', value: 0 };
  if (/^[-./x_…*]+$|^(chua|chua co|chua thay|chua co gi)$/.test(folded)) return ask(['0', 'thiếu số liệu']);
  if (NONE_OF.test(folded)) {
    const measure = measureAt(tokens, tokens.findIndex((token) => token.folded === 'co') + 1);
    if (measure) return { kind: 'value', value: 0, unit: measure.name };
  }
  return undefined;
}

function figure(tokens: readonly Token[], folded: string, options: NumberOptions): NumberAnswer {
  const negative = tokens[0]?.raw === '-' || isWord(tokens[0], 'âm');
  const start = negative || /^[+=]$/.test(tokens[0]?.raw ?? '') ? 1 : 0;
  const quantity = quantityAt(tokens, start);
  // "tám" and "tầm" are one word without accents: a figure settles it.
  const approximate = APPROXIMATE.test(folded) && !(quantity && /^(ba|tam|nam|may) /.test(folded));
  if (approximate && tokens.some(isNumeric)) return ask([textOf(tokens)]);
  if (!quantity)
    return invalid(tokens.some((token) => token.kind === 'figure') ? 'chưa rõ số nào' : 'không có số');
  if (isSpokenRange(tokens, start, quantity)) return ask([textOf(tokens)]);
  const rest = tokens.slice(quantity.end);
  if (rest[0]?.glued === true && rest[0].kind === 'word' && !measureAt(rest, 0))
    return invalid('có chữ lẫn trong số');
  if (quantity.numeral.kind === 'invalid') return invalid(quantity.numeral.why);
  const after = afterFigure(rest, quantity);
  switch (after.kind) {
    case 'unclear':
      return ask([textOf(tokens)]);
    case 'groups':
      return invalid(BAD_GROUPS);
    case 'unknown':
      return invalid('chưa rõ số hay đơn vị tính');
    case 'named':
      break;
  }
  if (quantity.numeral.kind === 'exact')
    return value(quantity.numeral.exact, quantity, after.name, negative, options);
  // In a row of percentages "98.5" can only be a decimal.
  const decimal = options.measure?.trim() === '%' ? quantity.numeral.readings[0] : undefined;
  if (!decimal) return ask(quantity.numeral.readings.map(([, reading]) => reading));
  return value(decimal[0], quantity, after.name, negative, options);
}

const isNumeric = (token: Token): boolean =>
  token.kind === 'figure' ||
  digitOf(token) !== undefined ||
  powerOf(token) !== undefined ||
  isWord(token, 'mươi', 'mười', 'nửa');

function value(
  exact: Exact,
  quantity: Quantity,
  named: string | null,
  negative: boolean,
  options: NumberOptions,
): NumberAnswer {
  if (negative && options.allowNegative !== true)
    return invalid(`số âm không hợp lệ ở chỉ tiêu này; giá trị viết là -${vietnamese(exact)}`);
  const sign = negative ? -1 : 1;
  // Triệu and tỷ alone say nothing of đồng, but a row in triệu đồng takes them for money.
  const unit = (quantity.implied === true ? undefined : quantity.unit) ?? named ?? undefined;
  const money = quantity.unit === 'đồng' && (named === null || named === 'đồng');
  const scaled = options.measure === undefined ? exact : toMeasure(exact, { unit, money }, options.measure);
  if (scaled === undefined) return invalid(`đơn vị tính của chỉ tiêu là ${options.measure ?? ''}`);
  const number = sign * toNumber(scaled);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) return invalid('số quá lớn, đề nghị kiểm tra lại');
  return unit === undefined ? { kind: 'value', value: number } : { kind: 'value', value: number, unit };
}

const MONEY_MEASURES: readonly [string, number][] = [
  ['dong', 0],
  ['nghin dong', 3],
  ['ngan dong', 3],
  ['trieu dong', 6],
  ['trd', 6],
  ['ty dong', 9],
  ['ti dong', 9],
];

/** Money into the measure of its row; undefined where figure and row count different things. */
function toMeasure(
  exact: Exact,
  { unit, money }: { unit: string | undefined; money: boolean },
  measure: string,
): Exact | undefined {
  const folded = fold(measure);
  const power = MONEY_MEASURES.find(([name]) => name === folded)?.[1];
  if (money && power !== undefined) return timesTen(exact, -power);
  if (unit === 'đồng' || (unit === '%') !== (folded === '%' && unit !== undefined)) return undefined;
  return exact;
}

/** "năm sáu": said of things not counted. */
function isSpokenRange(tokens: readonly Token[], start: number, quantity: Quantity): boolean {
  const [a, b] = [digitOf(tokens[start]), digitOf(tokens[start + 1])];
  if (!quantity.inWords || a === undefined || b !== a + 1 || quantity.end !== start + 2) return false;
  return !isWord(tokens[start + 1], 'tư', 'lăm', 'nhăm', 'mốt');
}

/** What stands after a figure: what it counts (null where nothing stands there), or why it is no answer. */
type After = { kind: 'named'; name: string | null } | { kind: 'unclear' | 'groups' | 'unknown' };

const VAGUE_TAIL = /^(nua|tro len|tro xuong|gi do|tro lai|hon|may|co le|chac|\?+|hinh nhu|do lai|do)$/;

function afterFigure(rest: readonly Token[], quantity: Quantity): After {
  const [sign, next] = rest;
  if (sign === undefined) return { kind: 'named', name: null };
  if (isRangeSign(sign) && next !== undefined && isNumeric(next)) return { kind: 'unclear' };
  if (VAGUE_TAIL.test(foldedOf(rest))) return { kind: 'unclear' };
  if (sign.raw === '(' && rest.at(-1)?.raw === ')')
    return saysAgain(rest, quantity) ? { kind: 'named', name: null } : { kind: 'unknown' };
  if (rest.every((token) => token.kind === 'figure')) return { kind: 'groups' };
  const measure = measureAt(rest, 0);
  if (!measure) return { kind: rest.some((token) => token.kind === 'figure') ? 'unclear' : 'unknown' };
  const more = rest.slice(measure.end);
  if (VAGUE_TAIL.test(foldedOf(more))) return { kind: 'unclear' };
  // "12 hồ sơ trực tuyến": more words on what is counted, but no second figure.
  if (more.length <= 6 && more.every((token) => token.kind === 'word'))
    return { kind: 'named', name: measure.name };
  return { kind: more.some((token) => token.kind === 'figure') ? 'unclear' : 'unknown' };
}

const isRangeSign = (token: Token): boolean =>
  /^[-~/]$/.test(token.raw) || isWord(token, 'đến', 'tới', 'hoặc', 'hay', 'và', 'trên', 'phần');

/** "12 (mười hai)". */
function saysAgain(rest: readonly Token[], { numeral }: Quantity): boolean {
  const again = quantityAt(rest, 1);
  if (again?.numeral.kind !== 'exact' || numeral.kind !== 'exact' || again.end !== rest.length - 1)
    return false;
  return toNumber(again.numeral.exact) === toNumber(numeral.exact);
}

const foldedOf = (tokens: readonly Token[]): string => tokens.map((token) => token.folded).join(' ');

/** Takes the courtesy off both ends: "dạ em báo cáo là 12 hồ sơ ạ". */
function unwrap(all: readonly Token[]): Token[] {
  let from = 0;
  let to = all.length;
  const isSign = (token: Token | undefined, signs: RegExp): boolean => signs.test(token?.raw ?? '');
  while (
    to - from > 1 &&
    ((LEADING.has(all[from]) && !isBudget(all, from)) ||
      (isSign(all[from], /^[:=!;,."'*•]$/) &&
        !(isSign(all[from], /^[,.]$/) && all[from + 1]?.glued === true)))
  )
    from += 1;
  for (let last = all[to - 1]; to - from > 1 && last; last = all[to - 1]) {
    // "12a" is no courtesy, "5," no full stop.
    const polite = TRAILING.has(last) && !last.glued;
    if (!polite && !(isSign(last, /^[:=!;."'*•]$/) && !isSign(all[to - 2], /^[,.]$/))) break;
    to -= 1;
  }
  return all.slice(from, to);
}

/** "tổng chi 12 tỷ" names what is counted. */
const isBudget = (tokens: readonly Token[], at: number): boolean =>
  isWord(tokens[at], 'tổng') && isWord(tokens[at + 1], 'chi', 'thu');

const textOf = (tokens: readonly Token[]): string =>
  tokens.map((token, i) => (i > 0 && !token.glued ? ' ' : '') + token.raw).join('');
const invalid = (why: string): NumberAnswer => ({ kind: 'invalid', why });
const ask = (readings: string[]): NumberAnswer => ({
  kind: 'ambiguous',
  readings,
  ask:
    readings.length > 1
      ? `Đề nghị đồng chí cho biết số đúng: ${readings.join(' hay ')}?`
      : 'Đề nghị đồng chí cho biết một con số cụ thể.',
});
