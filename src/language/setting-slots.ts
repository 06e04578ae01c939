import { countAt } from './counted-days.ts';
import type { Reading } from './features.ts';
import { textOf } from './figures.ts';
import { hourAt } from './hours.ts';
import type { Slots } from './slots.ts';
import { isWord } from './tokens.ts';

/** The file asked for. */
export function addFormat(slots: Slots, { tokens }: Reading): void {
  const words = new Set(tokens.map((token) => token.folded));
  if (['excel', 'xlsx', 'xls', 'exel', 'excell'].some((word) => words.has(word))) slots.format = 'xlsx';
  else if (['word', 'docx', 'doc'].some((word) => words.has(word))) slots.format = 'docx';
  else if (words.has('pdf')) slots.format = 'pdf';
}

/** Which setting is to change, and to what: a number, or the words as typed. */
export function addSetting(slots: Slots, { text, tokens, features, units }: Reading): void {
  const language = tokens.findIndex((token) => isWord(token, 'tiếng', 'english'));
  if (units.length > 0 || features.has('moved_unit')) {
    slots.setting = 'unit';
    return;
  }
  if (language >= 0) {
    slots.setting = 'language';
    slots.value = isWord(tokens[language], 'tiếng')
      ? textOf(text, tokens, language, Math.min(language + 2, tokens.length))
      : (tokens[language]?.raw ?? '');
    return;
  }
  const called = tokens.findIndex((token, i) => isWord(token, 'gọi', 'xưng') && i + 2 < tokens.length);
  const is = tokens.findIndex((token, i) => i > called && called >= 0 && isWord(token, 'là', 'bằng'));
  if (is > 0) {
    slots.setting = 'address';
    const polite = isWord(tokens.at(-1), 'nhé', 'ạ', 'a', 'nha', 'thôi', 'đi') ? 1 : 0;
    slots.value = textOf(text, tokens, is + 1, Math.max(tokens.length - polite, is + 2));
    return;
  }
  const at = tokens
    .map((token, i) => (token.kind === 'figure' ? hourAt(tokens, i) : undefined))
    .filter((found) => typeof found === 'object')
    .at(-1);
  if (at) {
    slots.setting = tokens.some((token) => isWord(token, 'tắt') || token.folded === 'tom')
      ? 'daily_summary_hour'
      : 'reminder_hour';
    slots.value = at.hour.endsWith(':00')
      ? Number(at.hour.slice(0, 2))
      : at.hour.replace(':', 'h').replace(/^0/, '');
    return;
  }
  const count = tokens.map((_, i) => countAt(tokens, i)).find((found) => found !== undefined);
  if (count) {
    slots.setting = 'reminder_days';
    slots.value = count.value;
    slots.value_unit = 'ngày';
    return;
  }
  const buoi = tokens.findIndex(
    (token, i) => isWord(token, 'buổi', 'giờ') && isWord(tokens[i + 1], 'sáng', 'chiều', 'tối', 'hành'),
  );
  if (buoi >= 0) {
    slots.setting = 'reminder_hour';
    slots.value = textOf(text, tokens, buoi, isWord(tokens[buoi + 1], 'hành') ? buoi + 3 : buoi + 2);
    return;
  }
  const style = tokens.findIndex(
    (token, i) =>
      isWord(token, 'ngắn', 'chi', 'đầy', 'gọn') &&
      isWord(tokens[i + 1], 'gọn', 'tiết', 'đủ', 'thôi', 'hơn', 'lại'),
  );
  if (style >= 0) {
    slots.setting = 'style';
    const end = isWord(tokens[style + 1], 'thôi', 'lại') ? style + 1 : style + 2;
    slots.value = textOf(text, tokens, style, isWord(tokens[end], 'hơn') ? end + 1 : end);
    return;
  }
  const address = tokens.findIndex((token, i) => isWord(token, 'hô') && isWord(tokens[i - 1], 'xưng'));
  if (address >= 0 && address + 2 < tokens.length) {
    slots.setting = 'address';
    slots.value = textOf(text, tokens, address + 1, address + 3);
  }
}
