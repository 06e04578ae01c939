import { measureAt } from './number-words.ts';
import { toNumber } from './numeral.ts';
import { quantityAt, type Quantity } from './quantity.ts';
import { afterLinks, codeAt, isAnswer, isEnd } from './row-code.ts';
import { isWord, type Token, type Tokenized, wordList } from './tokens.ts';

/** A figure given in a message, with what it is said to be. */
export interface Pair {
  /** A code or words as typed; null for a figure by itself. */
  indicator: string | null;
  isCode: boolean;
  value: number | null;
  unit: string | null;
  numerator?: number;
  denominator?: number;
  /** Words chosen in place of a figure ("kết hợp"). */
  words?: string;
  start: number;
  end: number;
}

/** A number after these names something and counts nothing. */
export const ORDINALS = wordList(
  'đợt lần quý q tháng năm nv vụ việc lục biểu mục tiêu điều khoản kỳ thứ cấp mức task phiên mẫu ' +
    'bước tuần t pl ct dòng nvụ nvu dong bảng câu loại',
);
const LABEL_HEAD = wordList(
  'dạ da vâng em e thì và gồm thưa à ah ủa ờ anh chị ạ a là nhé nha báo cáo nhập điền ghi cho giúp ' +
    'giùm dùm với cập nhật gửi xin sếp mình bên còn của hiện tôi tiêu mục lưu đây liệu ' +
    'dòng tại đv bc ct thêm mới',
);
const LABEL_TAIL = wordList(
  'là được đạt có bằng thì với tổng gồm ghi còn thành nhé em đc lại sang hiện nhập điền đã lên ' +
    'xuống về cho chọn dc lấy',
);

/** The figures of a message and what each is of. `blocked` tokens (names, dates, task numbers) are no figures. */
export function pairsIn({ text, tokens }: Tokenized, blocked: ReadonlySet<number>): Pair[] {
  const pairs: Pair[] = [];
  let labelFrom = 0;
  let code: { code: string; start: number } | undefined;
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token?.raw === ';') {
      labelFrom = at + 1;
      code = undefined;
      at += 1;
      continue;
    }
    if (blocked.has(at)) {
      at += 1;
      continue;
    }
    const coded = codeAt(tokens, at);
    if (coded) {
      code = { code: coded.code, start: at };
      at = coded.end;
      labelFrom = at;
      const answer = isAnswer(tokens, afterLinks(tokens, at));
      if (answer > afterLinks(tokens, at)) {
        pairs.push({
          indicator: code.code,
          isCode: true,
          ...answerOf(text, tokens, afterLinks(tokens, at), answer),
          start: code.start,
          end: answer,
        });
        code = undefined;
        at = answer;
        labelFrom = at;
      }
      continue;
    }
    const found = figureAt(tokens, at);
    if (!found) {
      at += 1;
      continue;
    }
    const label = code ? null : labelOf(text, tokens, labelFrom, at);
    pairs.push({
      indicator: code?.code ?? label,
      isCode: code !== undefined,
      ...found.figure,
      start: code?.start ?? labelFrom,
      end: found.end,
    });
    code = undefined;
    at = found.end;
    labelFrom = at;
  }
  return pairs;
}

type Figure = Pick<Pair, 'value' | 'unit' | 'numerator' | 'denominator'>;

function figureAt(tokens: readonly Token[], index: number): { figure: Figure; end: number } | undefined {
  const before = tokens[index - 1];
  const quantity = quantityAt(tokens, index);
  if (!quantity || quantity.end <= index) return undefined;
  if (ORDINALS.has(before) && !isWord(tokens[index - 2], 'bao')) return undefined;
  if (isWord(before, 'dung') && isWord(tokens[index - 2], 'nội')) return undefined;
  if (quantity.inWords && !spokenCounts(tokens, index, quantity)) return undefined;
  if (tokens[index]?.glued === true && before?.kind === 'word') return undefined;
  const slash = tokens[quantity.end];
  const second = slash?.raw === '/' ? quantityAt(tokens, quantity.end + 1) : undefined;
  if (second && quantity.numeral.kind === 'exact' && second.numeral.kind === 'exact') {
    const measure = measureAt(tokens, second.end);
    const figure = {
      value: null,
      unit: measure?.name ?? null,
      numerator: toNumber(quantity.numeral.exact),
      denominator: toNumber(second.numeral.exact),
    };
    return { figure, end: measure?.end ?? second.end };
  }
  const measure =
    quantity.unit === undefined || quantity.implied === true ? measureAt(tokens, quantity.end) : undefined;
  const value = quantity.numeral.kind === 'exact' ? toNumber(quantity.numeral.exact) : null;
  return {
    figure: { value, unit: measure?.name ?? quantity.unit ?? null },
    end: measure?.end ?? quantity.end,
  };
}

/** Spoken numbers are everyday words ("một cửa", "tư pháp"): they count after a link or in two words and more. */
function spokenCounts(tokens: readonly Token[], index: number, quantity: Quantity): boolean {
  const before = tokens[index - 1];
  const linked =
    isWord(before, 'là', 'được', 'đạt', 'có', 'thành', 'còn', 'bằng', 'lại', 'sang') ||
    before?.raw === ':' ||
    before?.raw === '=';
  if (isWord(tokens[index], 'không') && quantity.end === index + 1) return false;
  const full =
    quantity.end - index > 1 || measureAt(tokens, quantity.end) !== undefined || isEnd(tokens, quantity.end);
  return linked
    ? full
    : quantity.end - index > 1 &&
        (isEnd(tokens, quantity.end) || measureAt(tokens, quantity.end) !== undefined);
}

export function answerOf(
  text: string,
  tokens: readonly Token[],
  from: number,
  to: number,
): Pick<Pair, 'value' | 'unit' | 'words'> {
  const words = textOf(text, tokens, from, to);
  const isOwed = isWord(tokens[from], 'chưa') && to - from > 3;
  return isOwed || isWord(tokens[from + 1], 'thuộc')
    ? { value: null, unit: null, words }
    : { value: 0, unit: null };
}

/** The words before a figure, courtesy and links taken off; null where none are left. */
function labelOf(text: string, tokens: readonly Token[], from: number, to: number): string | null {
  const [start, end] = trimLabel(tokens, from, to);
  return end > start ? textOf(text, tokens, start, end) : null;
}

export function trimLabel(tokens: readonly Token[], from: number, to: number): [number, number] {
  let [start, end] = [from, to];
  const sign = (token: Token | undefined): boolean => token?.kind === 'sign' && token.raw !== '%';
  while (end > start && (sign(tokens[end - 1]) || LABEL_TAIL.has(tokens[end - 1]))) end -= 1;
  while (start < end) {
    const head = sign(tokens[start]) || LABEL_HEAD.has(tokens[start]) ? 1 : pairedHead(tokens, start);
    if (head === 0) break;
    start = Math.min(end, start + head);
  }
  return [start, end];
}

/** "chỉ tiêu", "số liệu", "đơn vị em": courtesy only as two words, "số đơn vị đã kiểm tra" is a name. */
function pairedHead(tokens: readonly Token[], at: number): number {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (isWord(first, 'chỉ') && isWord(second, 'tiêu')) return 2;
  if (isWord(first, 'số') && isWord(second, 'liệu')) return 2;
  if (isWord(first, 'đơn') && isWord(second, 'vị'))
    return isWord(tokens[at + 2], 'em', 'mình', 'tôi', 'có', 'được', 'đạt', 'hiện', 'báo', 'nhập') ? 2 : 0;
  return 0;
}

export const textOf = (text: string, tokens: readonly Token[], from: number, to: number): string =>
  text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
