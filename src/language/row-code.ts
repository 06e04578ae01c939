import { quantityAt } from './quantity.ts';
import { isWord, type Token, wordList } from './tokens.ts';

const ROMAN = /^(i|ii|iii|iv|v|vi|vii|viii|ix|x)$/;
const CODE = /^\d{1,2}([.]\d{1,2}){1,4}$/;
const BEFORE_CODE = wordList('mục tiêu dòng ý ô ct điểm phần');
const LINKS = wordList(
  'là được đạt có bằng thành còn sang thì ghi nhập điền lại số gồm lên xuống về đc cho em chọn',
);

/** A row code: "3.1.1", "I.2.1", "mục III", "chỉ tiêu 5". The end, and the code as typed. */
export function codeAt(tokens: readonly Token[], index: number): { code: string; end: number } | undefined {
  const token = tokens[index];
  if (!token) return undefined;
  // "3 phần 4" is a share.
  const announced = BEFORE_CODE.has(tokens[index - 1]) && tokens[index - 2]?.kind !== 'figure';
  if (token.kind === 'word' && ROMAN.test(token.folded) && token.raw.length < 5) {
    const dot = tokens[index + 1];
    const number = tokens[index + 2];
    if (
      dot?.raw === '.' &&
      dot.glued &&
      number?.glued === true &&
      /^\d{1,2}([.]\d{1,2})*$/.test(number.raw)
    ) {
      return { code: `${token.raw}.${number.raw}`, end: trailingDot(tokens, index + 3) };
    }
    const upper = token.raw === token.raw.toUpperCase() && (token.raw.length > 1 || token.raw === 'V');
    return announced && (upper || token.raw.length > 0) ? { code: token.raw, end: index + 1 } : undefined;
  }
  if (token.kind !== 'figure') return undefined;
  if (announced && /^\d{1,2}([.]\d{1,2})*$/.test(token.raw))
    return { code: token.raw, end: trailingDot(tokens, index + 1) };
  if (!CODE.test(token.raw) || tokens[index + 1]?.raw === '%') return undefined;
  if (token.raw.split('.').length > 2) return { code: token.raw, end: trailingDot(tokens, index + 1) };
  // "2.1" is a code only where a figure is given to it.
  const next = afterLinks(tokens, index + 1);
  const given = next > index + 1 || tokens[index + 1]?.raw === ':' || tokens[index + 1]?.raw === '=';
  const value = quantityAt(tokens, next);
  return (value && (given || tokens[next]?.glued !== true)) || isAnswer(tokens, next) > next
    ? { code: token.raw, end: index + 1 }
    : undefined;
}

const trailingDot = (tokens: readonly Token[], index: number): number =>
  tokens[index]?.raw === '.' && tokens[index].glued && index + 1 < tokens.length ? index + 1 : index;

/** The end of an answer in words: "không", "không có", "không phát sinh", "chưa có số liệu", "không thuộc phạm vi". */
export function isAnswer(tokens: readonly Token[], index: number): number {
  if (!isWord(tokens[index], 'không', 'ko', 'k', 'chưa')) return index;
  const no = isWord(tokens[index], 'chưa') ? 0 : 1;
  if (isWord(tokens[index + 1], 'phát') && isWord(tokens[index + 2], 'sinh')) return index + 3;
  if (isWord(tokens[index + 1], 'có') && isWord(tokens[index + 2], 'số') && isWord(tokens[index + 3], 'liệu'))
    return index + 4;
  if (
    no === 1 &&
    isWord(tokens[index + 1], 'thuộc') &&
    isWord(tokens[index + 2], 'phạm') &&
    isWord(tokens[index + 3], 'vi')
  )
    return index + 4;
  if (no === 1 && isWord(tokens[index + 1], 'có')) return isEnd(tokens, index + 2) ? index + 2 : index;
  return no === 1 && isEnd(tokens, index + 1) ? index + 1 : index;
}

export const isEnd = (tokens: readonly Token[], index: number): boolean => {
  const token = tokens[index];
  return (
    token === undefined ||
    /^[;,.]$/.test(token.raw) ||
    (isWord(token, 'ạ', 'a', 'nhé', 'nha', 'ak') && index >= tokens.length - 2)
  );
};

export function afterLinks(tokens: readonly Token[], index: number): number {
  let at = index;
  while (
    at - index < 5 &&
    tokens[at] !== undefined &&
    (LINKS.has(tokens[at]) || /^[:=>~-]$/.test(tokens[at]?.raw ?? '')) &&
    isAnswer(tokens, at) === at
  )
    at += 1;
  return at;
}
