import type { Reading } from './features.ts';
import { answerOf, textOf, trimLabel, type Pair } from './figures.ts';
import { codeAt, isAnswer } from './row-code.ts';
import type { Item, Slots } from './slots.ts';
import { isWord, wordList } from './tokens.ts';

const itemOf = (pair: Pair): Item => ({
  ...(pair.indicator === null ? {} : { indicator: pair.indicator }),
  ...(pair.numerator === undefined || pair.denominator === undefined
    ? {}
    : { numerator: pair.numerator, denominator: pair.denominator }),
  ...(pair.words === undefined ? {} : { value: pair.words }),
  ...(pair.value === null ? {} : { value: pair.value }),
  ...(pair.unit === null ? {} : { value_unit: pair.unit }),
});

/** A figure given, or several with what each is of. */
export function given(reading: Reading): Slots {
  const { pairs, whole, features, text, tokens } = reading;
  if (features.has('bare') && pairs.length <= 1 && whole.kind === 'value') {
    const unit = pairs[0]?.unit ?? whole.unit;
    return { value: whole.value, ...(unit === undefined ? {} : { value_unit: unit }) };
  }
  const kept = pairs.length > 1 ? pairs.filter((pair, i) => i === 0 || pair.indicator !== null) : pairs;
  if (kept.length > 1) return { items: kept.map(itemOf) };
  if (kept[0]) return itemOf(kept[0]);
  if (whole.kind === 'value') return { value: whole.value };
  if (whole.kind === 'missing' || whole.kind === 'not_applicable') {
    const polite = isWord(tokens.at(-1), 'ạ', 'a', 'nhé') ? 1 : 0;
    const first = tokens.findIndex((token) =>
      isWord(token, 'chưa', 'không', 'ko', 'k', 'n', 'thiếu', 'đang', 'chờ'),
    );
    return { value: textOf(text, tokens, Math.max(first, 0), tokens.length - polite) };
  }
  return choice(reading);
}

/** "hình thức khảo sát: kết hợp": an option by its words. */
function choice({ text, tokens }: Reading): Slots {
  const colon = tokens.findIndex(
    (token, i) => token.raw === ':' || isWord(token, 'chọn') || (isWord(token, 'là') && i > 0),
  );
  if (colon < 0 || colon + 1 >= tokens.length) return {};
  const [from, to] = trimLabel(tokens, 0, colon);
  const [start, end] = trimLabel(tokens, colon + 1, tokens.length);
  return {
    ...(to > from ? { indicator: textOf(text, tokens, from, to) } : {}),
    value: textOf(text, tokens, start, end),
  };
}

const CORRECT_HEAD = wordList(
  'sửa lại chỉnh đính chính nhầm sai thay đổi xoá xóa bỏ huỷ hủy rồi số vừa giúp nãy lúc chỉ tiêu ' +
    'mục cập nhật điều không phải lộn xin cho gõ bị của dòng trên đi em hiệu đúng ra mới này kia đó ' +
    'giùm dùm với ở mình lỡ chữa rút ko k mà ct ý hồi nhập hổng hông',
);
const TURNS = wordList('thành còn là sang bằng lại mới phải');

/** What is put right, and the figure that is right. */
export function corrected(reading: Reading): Slots {
  const { text, tokens, pairs } = reading;
  const codes = [
    ...new Set(pairs.flatMap((pair) => (pair.isCode && pair.indicator !== null ? [pair.indicator] : []))),
  ];
  if (codes.length > 1)
    return {
      items: codes.map((code) => itemOf(pairs.filter((pair) => pair.indicator === code).at(-1) as Pair)),
    };
  const last = pairs.at(-1) ?? turnedIntoWords(reading);
  const loneCode = tokens.map((_, i) => codeAt(tokens, i)?.code).find((code) => code !== undefined);
  const label = codes[0] ?? loneCode ?? labelCorrected(reading, pairs[0]?.end ?? tokens.length);
  const slots: Slots = label === undefined ? {} : { indicator: label };
  // "98 mới đúng, không phải 96": the right figure stands before "mới đúng".
  const right =
    pairs.find((pair) => isWord(tokens[pair.end], 'mới') && isWord(tokens[pair.end + 1], 'đúng')) ??
    rightBefore(reading) ??
    last;
  return right ? { ...slots, ...itemOf({ ...right, indicator: null }) } : text === '' ? {} : slots;
}

/** "sửa thành không phát sinh". */
function turnedIntoWords({ text, tokens }: Reading): Pair | undefined {
  const start = tokens.findIndex((token, i) => TURNS.has(token) && isAnswer(tokens, i + 1) > i + 1) + 1;
  if (start === 0) return undefined;
  const end = isAnswer(tokens, start);
  return { indicator: null, isCode: false, ...answerOf(text, tokens, start, end), start, end };
}

/** "đúng là 45 chứ không phải 54": what is refused comes last. */
function rightBefore({ tokens, pairs }: Reading): Pair | undefined {
  const last = pairs.at(-1);
  if (!last || pairs.length < 2) return undefined;
  const at = tokens.findIndex(
    (token, i) =>
      isWord(token, 'không', 'ko', 'k') && isWord(tokens[i + 1], 'phải') && i > (pairs.at(-2)?.end ?? 0) - 1,
  );
  return at > 0 && at < last.end ? pairs.at(-2) : undefined;
}

/** The words between the verb and what the figure turns into. */
function labelCorrected({ text, tokens, pairs }: Reading, before: number): string | undefined {
  const first = pairs[0];
  let to = first ? firstFigure(tokens, first.start, before) : before;
  const turn = tokens.findIndex(
    (token, i) =>
      i < to &&
      i > 0 &&
      (TURNS.has(token) || isWord(token, 'từ')) &&
      !(CORRECT_HEAD.has(tokens[i - 1]) || isWord(tokens[i - 1], 'hoàn')) &&
      (i > 1 || !isWord(token, 'còn', 'là')),
  );
  if (turn > 0) to = turn;
  let [from, end] = trimLabel(tokens, 0, to);
  while (from < end && (CORRECT_HEAD.has(tokens[from]) || tokens[from]?.kind === 'sign')) from += 1;
  [from, end] = trimLabel(tokens, from, end);
  while (
    end > from &&
    (CORRECT_HEAD.has(tokens[end - 1]) ||
      TURNS.has(tokens[end - 1]) ||
      isWord(tokens[end - 1], 'từ', 'nhé', 'ạ', 'a') ||
      tokens[end - 1]?.kind === 'sign')
  )
    end -= 1;
  return end > from ? textOf(text, tokens, from, end) : undefined;
}

function firstFigure(tokens: Reading['tokens'], from: number, to: number): number {
  for (let at = from; at < to; at += 1) if (tokens[at]?.kind === 'figure') return at;
  return to;
}
