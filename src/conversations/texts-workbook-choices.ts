import type { Answer } from '../domain/answers.ts';
import type { Day } from '../domain/day.ts';
import type { Row, Table } from '../domain/form.ts';
import { MOST_LINES, type LinePlace } from '../domain/workbook-merge.ts';
import { count, momentInWords, number, shortDay } from './format.ts';
import { answerInWords, quote, someOf } from './texts-form.ts';

type Told = Answer | number | string;

/** Two figures for one place, and who wrote the one that stands there. */
export interface ConflictWords {
  key: string;
  place: string;
  row: Pick<Row, 'kind' | 'options'> | null;
  given: Told;
  current: Told;
  author: { name: string; at: Date } | null;
}

type TableWords = Pick<Table, 'code' | 'blocks'> | undefined;

function valueWords(row: ConflictWords['row'], value: Told): string {
  if (typeof value === 'object') return answerInWords(row, value);
  return typeof value === 'string' ? quote(value) : answerInWords(null, { kind: 'value', value });
}

function tableWords(table: TableWords, block: string): string {
  const own = table?.blocks.find(({ key }) => key === block);
  return own ? `${table?.code ?? ''} (${own.title})` : (table?.code ?? '');
}

/** Sentences about what a file and a draft say differently, and what may be done about it. */
export const choiceTexts = {
  row: (code: string) => `Mục ${code}`,
  cell: (table: TableWords, { block, label }: LinePlace, column: string | null) =>
    `${tableWords(table, block)}, dòng ${quote(label)}${column === null ? ', giải trình' : `, cột ${column}`}`,
  conflict: (
    { row, given, current, author }: Omit<ConflictWords, 'key' | 'place'>,
    from: 'tệp ghi' | 'tổng các xã' = 'tệp ghi',
  ) =>
    `${from} ${valueWords(row, given)}; số đã có là ${valueWords(row, current)}${
      author ? ` (${author.name} ghi lúc ${momentInWords(author.at)})` : ''
    }`,
  preferFile: (cells: number) => `Lấy theo tệp (${count(cells)} ô)`,
  preferSums: (cells: number) => `Lấy tổng các xã (${count(cells)} số liệu)`,
  tooManyToChoose: 'Có nhiều ô khác nhau: đề nghị sửa trên biểu kèm theo rồi gửi lại.',

  preferred: (said: {
    written: number;
    /** Places that are not there any more. */
    gone: number;
    isSum: boolean;
    /** Sums that are not what they were when it was asked. */
    otherSums: readonly { place: string; row: ConflictWords['row']; was: Answer; sum: Answer }[];
    conflicts: readonly ConflictWords[];
  }) => {
    const lines = [
      said.isSum
        ? `Đã ghi ${count(said.written)} số liệu theo tổng các xã hiện có.`
        : `Đã ghi ${count(said.written)} ô theo tệp.`,
    ];
    if (said.otherSums.length > 0) {
      lines.push('Tổng các xã đã thay đổi so với lúc hỏi:');
      lines.push(
        ...someOf(
          said.otherSums,
          ({ place, row, was, sum }) =>
            `- ${place}: ${answerInWords(row, sum)} (lúc hỏi là ${answerInWords(row, was)})`,
          (rest) => `- và ${count(rest)} số liệu khác.`,
        ),
      );
    }
    if (said.gone > 0)
      lines.push(`${count(said.gone)} ô không còn chỗ trong biểu hiện hành hoặc dòng đã được bỏ, chưa ghi.`);
    if (said.conflicts.length > 0) {
      lines.push('Số đã có được sửa sau lúc hỏi nên chưa ghi đè, đề nghị chọn lại:');
      const from = said.isSum ? 'tổng các xã' : 'tệp ghi';
      lines.push(
        ...someOf(
          said.conflicts,
          (one) => `- ${one.place}: ${choiceTexts.conflict(one, from)}`,
          (rest) => `- và ${count(rest)} ô khác.`,
        ),
      );
    }
    return lines.join('\n');
  },

  renamed: (lines: readonly { table: TableWords; line: LinePlace & { to: string } }[]) => [
    `Đã đổi tên ${count(lines.length)} dòng theo tệp:`,
    ...someOf(
      lines,
      ({ table, line }) => `- ${tableWords(table, line.block)}: ${quote(line.label)} thành ${quote(line.to)}`,
      (rest) => `- và ${count(rest)} dòng khác.`,
    ),
  ],
  left: (lines: readonly { table: TableWords; line: LinePlace }[]) => [
    `${count(lines.length)} dòng có trong biểu khi lấy ra nay không còn trong tệp, vẫn được giữ:`,
    ...someOf(
      lines,
      ({ table, line }) => `- ${tableWords(table, line.block)}: ${quote(line.label)}`,
      (rest) => `- và ${count(rest)} dòng khác.`,
    ),
  ],
  dropLines: (lines: number) => `Bỏ ${count(lines)} dòng không còn trong tệp`,
  dropped: (removed: number, kept: number, answered: readonly { table: string; answer: Answer }[]) =>
    [
      `Đã bỏ ${count(removed)} dòng.`,
      ...(kept > 0 ? [`${count(kept)} dòng đã được sửa hoặc bỏ sau lúc hỏi, không thay đổi.`] : []),
      ...answered.map(({ table, answer }) => `Đã ghi ${table}: ${answerInWords(null, answer)}.`),
    ].join('\n'),
  /** Lines and an answer for the whole table do not stand together. */
  overruled: (table: string, answer: Answer) =>
    `${table} có dòng số liệu nên không ghi “${answerInWords(null, answer)}” cho cả phụ lục.`,
  over: (table: string, lines: number) =>
    `${table} nhận tối đa ${number(MOST_LINES)} dòng: ${count(lines)} dòng mới chưa được ghi.`,
  laterDay: (typed: Day, kept: Day) =>
    `Tệp ghi số liệu tính đến ngày ${shortDay(typed)}; đang giữ ngày ${shortDay(kept)} đã được ghi trước đó.`,
  unread: (rows: number) => `Tệp còn ${count(rows)} dòng ngoài biểu, chưa xem đến.`,
} as const;
