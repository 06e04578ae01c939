import type { Reading } from './features.ts';
import { textOf } from './figures.ts';
import type { Intent } from './intents.ts';
import { isWord, wordList } from './tokens.ts';

const HEAD = wordList(
  'việc nhiệm vụ nv em e dạ tôi mình bên đơn vị đv đvị cơ quan sở huyện phòng chúng đã vừa mới báo ' +
    'cáo là xong hoàn thành làm thực hiện cho hỏi cái công nội dung rồi anh chị ơi thưa ht về của tắt ' +
    'nhắc thông đừng nữa dừng ngừng thôi với task cv ạ tụi ban đến nay hôm qua tất sếp đề nghị xin ' +
    'gia hạn lùi hoãn ai chủ trì phụ trách giao đầu tình hình xác nhận mục hạng thời',
);
const STOPS: readonly (readonly string[])[] = [
  ['đến', 'đâu'],
  ['tới', 'đâu'],
  ['làm', 'chưa'],
  ['làm', 'đến'],
  ['làm', 'tới'],
  ['làm', 'xong'],
  ['thực', 'hiện', 'đến'],
  ['thực', 'hiện', 'tới'],
  ['thực', 'hiện', 'chưa'],
  ['thực', 'hiện', 'thế'],
  ['thực', 'hiện', 'xong'],
  ['triển', 'khai', 'đến'],
  ['triển', 'khai', 'tới'],
  ['triển', 'khai', 'chưa'],
  ['triển', 'khai', 'xong'],
  ['ban', 'hành', 'chưa'],
  ['đã', 'ban', 'hành'],
  ['đã', 'ký'],
  ['ban', 'hành', 'rồi'],
  ['hoàn', 'thành', 'chưa'],
  ['hoàn', 'thành'],
  ['xong'],
  ['chưa'],
  ['thế', 'nào'],
  ['ra', 'sao'],
  ['sao', 'rồi'],
  ['do', 'ai'],
  ['ai', 'làm'],
  ['ai', 'chủ'],
  ['ai', 'phụ'],
  ['ai', 'đang'],
  ['ai', 'thực'],
  ['giao', 'cho'],
  ['giao', 'ai'],
  ['của', 'ai'],
  ['đã', 'xong'],
  ['đã', 'hoàn'],
  ['đã', 'làm'],
  ['đã', 'thực', 'hiện', 'xong'],
  ['bao', 'giờ'],
  ['khi', 'nào'],
  ['hạn'],
  ['rồi'],
  ['phòng', 'nào'],
  ['đơn', 'vị', 'nào'],
  ['sở', 'nào'],
  ['đang', 'ở'],
  ['đang', 'đến'],
  ['bị'],
  ['nhé'],
  ['nha'],
  ['ạ'],
  ['nữa'],
  ['đến'],
  ['sang'],
  ['thêm'],
  ['đi'],
];

/** The words that name a task without its number; undefined where none are left once the frame is taken off. */
export function taskWords(intent: Intent, reading: Reading): string | undefined {
  const { text, tokens, dates, units, features } = reading;
  if (intent === 'stop_notifications' || intent === 'request_extension') {
    const at = tokens.findIndex(
      (token, i) => isWord(token, 'việc', 'nv') || (isWord(token, 'nhiệm') && isWord(tokens[i + 1], 'vụ')),
    );
    if (at < 0 || isWord(tokens[at - 1], 'nhắc', 'công', 'làm', 'buổi')) return undefined;
    return cut(text, reading, at, tokens.length, 2);
  }
  // "nội dung 2" of a conclusion has no number among the tasks of a plan.
  const item = tokens.findIndex(
    (token, i) => isWord(token, 'nội') && isWord(tokens[i + 1], 'dung') && tokens[i + 2]?.kind === 'figure',
  );
  if (item >= 0 && intent === 'report_task_done') return textOf(text, tokens, item, item + 3);
  const frames = new Set([
    ...dates.flatMap((date) => span(date.core, date.end)),
    ...units.flatMap((unit) => span(unit.start, unit.end)),
  ]);
  let from = 0;
  while (from < tokens.length && (isHead(reading, from) || frames.has(from))) from += 1;
  if (intent === 'task_status' && !features.has('task') && from === tokens.length) return undefined;
  return cut(text, reading, from, tokens.length, 1);
}

const span = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

const isHead = ({ tokens }: Reading, at: number): boolean =>
  tokens[at]?.kind === 'sign' || HEAD.has(tokens[at]);

/** From `from` to where the frame of the question or of the report begins again. */
function cut(text: string, reading: Reading, from: number, to: number, least: number): string | undefined {
  const { tokens } = reading;
  let start = from;
  while (start < to && isHead(reading, start)) start += 1;
  let end = to;
  for (let at = start + least; at < to; at += 1) {
    if (
      STOPS.some((words) => words.every((word, i) => isWord(tokens[at + i], word))) ||
      /^[,;?!.]$/.test(tokens[at]?.raw ?? '')
    ) {
      end = at;
      break;
    }
  }
  while (
    end > start &&
    (tokens[end - 1]?.kind === 'sign' ||
      isWord(tokens[end - 1], 'đã', 'đang', 'thì', 'là', 'được', 'mà', 'ạ', 'rồi', 'vẫn', 'cũng'))
  )
    end -= 1;
  return end > start ? textOf(text, tokens, start, end) : undefined;
}
