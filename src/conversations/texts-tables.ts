import type { Answer } from '../domain/answers.ts';
import type { Block, Column, Narrative, Table } from '../domain/form.ts';
import { MOST_LINES } from '../domain/workbook-merge.ts';
import { codeAndName } from './form-codes.ts';
import { count, number, percent } from './format.ts';
import { answerInWords, quote, someOf } from './texts-form.ts';

/** Columns under their common headings: "Đã giải quyết: (4) Tổng số, (5) Quá hạn". */
export function columnsInWords(
  columns: readonly { name: string }[],
  say: (name: string, index: number) => string,
): string {
  const groups: { head: string; parts: string[] }[] = [];
  for (const [index, { name }] of columns.entries()) {
    const [head = '', ...rest] = name.split(' – ');
    const last = groups.at(-1);
    const part = say(rest.length === 0 ? head : rest.join(' – '), index);
    if (rest.length > 0 && last?.head === head) last.parts.push(part);
    else groups.push({ head: rest.length === 0 ? '' : head, parts: [part] });
  }
  return groups
    .map(({ head, parts }) => (head === '' ? parts.join(', ') : `${head}: ${parts.join(', ')}`))
    .join('; ');
}

const totalAt = (one: { total: number; percent: boolean } | undefined): string =>
  one === undefined ? '' : one.percent ? percent(one.total) : number(one.total);

/** Code and title; a table whose code tells nothing goes by its title alone. */
export const tableHeading = ({ code, title }: Pick<Table, 'code' | 'title'>): string =>
  code === title ? title : `${code}. ${title}`;

/** Sentences of the tables and of the outline. */
export const tableTexts = {
  block: (title: string, lines: number) => `${title}: ${lines > 0 ? `${count(lines)} dòng` : 'chưa có'}`,
  tableBlocks: (table: Table) => `${tableHeading(table)}\nĐề nghị chọn phần cần nhập.`,
  tableAsk: (asked: {
    table: Table;
    block: Block | null;
    columns: readonly Column[];
    labels: readonly string[];
    hasButtons: boolean;
  }) => {
    const { table, block, columns, labels, hasButtons } = asked;
    const line = block?.lineName ?? table.lineName;
    const hasWords = columns.some(({ kind }) => kind === 'text');
    const shown = columns
      .slice(0, 3)
      .map(({ kind }, index) => (kind === 'text' ? 'nội dung' : String(12 - index * 2)));
    const example = `${shown.join(hasWords ? '; ' : ', ')}${hasWords && columns.length <= 3 ? '' : ', …'}`;
    return [
      `${tableHeading(table)}${block ? ` – ${block.title}` : ''}`,
      `Thứ tự cột: ${columnsInWords(columns, (name, index) => `(${index + 1}) ${name}`)}.`,
      ...(labels.length === 0
        ? []
        : [
            `Đã có ${count(labels.length)} dòng: ${someOf(
              labels,
              (one) => one,
              (rest) => `và ${count(rest)} dòng khác`,
            ).join('; ')}.`,
          ]),
      ...(labels.length === 0
        ? [
            `Mỗi dòng ghi "${line}: ${example}" đủ ${count(columns.length)} ${hasWords ? 'nội dung' : 'số'} theo thứ tự cột, mỗi tin đến 05 dòng, hoặc dán cả khối từ Excel. Dòng trùng tên được thay bằng dòng mới; nhắn "xóa" kèm tên để bỏ một dòng.${columns.some(({ kind }) => kind === 'count') ? ' Dòng Tổng được tự tính.' : ''}`,
            ...(table.note === null ? [] : [`Lưu ý: ${table.note}`]),
          ]
        : []),
      labels.length === 0
        ? 'Không có thì nhắn "không phát sinh".' +
          (hasButtons ? '' : ' Soạn XONG để về danh sách, DỪNG để nghỉ.')
        : hasButtons
          ? ''
          : 'Soạn XONG khi đã đủ, XEM để đối chiếu, DỪNG để nghỉ.',
    ]
      .filter((text) => text !== '')
      .join('\n');
  },
  tableAnswered: (table: string, answer: Answer) => `Đã ghi ${table}: ${answerInWords(null, answer)}.`,
  tableLineShape: 'cần ghi "tên: số, số, …"',
  tableLineUnnamed: 'dòng chưa có tên',
  tableFull: `phụ lục nhận tối đa ${number(MOST_LINES)} dòng`,
  tableCount: (expected: number, given: number) => `cần ${count(expected)} số, tin có ${count(given)} số`,
  tableCells: (expected: number, given: number) =>
    `cần ${count(expected)} nội dung theo thứ tự cột, tin có ${count(given)}`,
  tableCellRefused: (column: string, value: string, why: string) =>
    `cột “${column}”: ${quote(value)}, ${why}`,
  tableCell: (column: string, value: string) => `cột “${column}” chưa rõ số ${quote(value)}`,
  noSuchLine: 'không có dòng tên này',
  linesRecorded: (said: {
    lines: readonly string[];
    replaced: readonly string[];
    removed: readonly string[];
    unread: readonly { quote: string; why: string }[];
    totalsOff: readonly { column: Column; given: number; computed: number }[];
    totals: readonly { name: string; total: number; percent: boolean }[];
  }) => {
    const { lines, replaced, removed, unread, totalsOff, totals } = said;
    const names = (all: readonly string[]): string =>
      someOf(
        all,
        (one) => one,
        (rest) => `và ${count(rest)} dòng khác`,
      ).join('; ');
    return [
      ...(lines.length === 0 ? [] : [`Đã ghi ${count(lines.length)} dòng: ${names(lines)}.`]),
      ...(replaced.length === 0 ? [] : [`Trong đó thay dòng đã có: ${names(replaced)}.`]),
      ...(removed.length === 0 ? [] : [`Đã bỏ dòng: ${names(removed)}.`]),
      ...(totals.length === 0
        ? []
        : [`Tổng: ${columnsInWords(totals, (name, index) => `${name} ${totalAt(totals[index])}`)}.`]),
      ...totalsOff.map(
        ({ column, given, computed }) =>
          `Dòng Tổng trong tin, cột “${column.name}”, là ${number(given)}; cộng các dòng được ${number(computed)}. Đề nghị kiểm tra lại.`,
      ),
      ...(unread.length === 0 ? [] : [`Chưa ghi được ${count(unread.length)} dòng:`]),
      ...someOf(
        unread,
        (one) => `- ${quote(one.quote)}: ${one.why}`,
        (rest) => `- và ${count(rest)} dòng khác.`,
      ),
    ].join('\n');
  },
  explainLine: (
    table: string,
    label: string,
    late: readonly { name: string; figure: number }[],
    hasButtons: boolean,
  ) =>
    `${table}, dòng ${quote(label)}: ${late.map(({ name, figure }) => `${name} ${count(figure)}`).join('; ')} hồ sơ. Đề nghị nêu lý do quá hạn.${hasButtons ? '' : ' Soạn BỎ QUA để nêu sau.'}`,
  explanationKept: (label: string) => `Đã ghi giải trình của dòng ${quote(label)}.`,

  narrative: (asked: {
    part: Narrative;
    place: number;
    total: number;
    text: string | null;
    isOnly: boolean;
    hasButtons: boolean;
  }) => {
    const { part, place, total, text, isOnly, hasButtons } = asked;
    return [
      isOnly
        ? part.title
        : `Đề cương (${place}/${total}): ${codeAndName({ code: part.code, name: part.title })}`,
      ...(part.hint === null ? [] : [`Gợi ý: ${part.hint}`]),
      ...(text === null
        ? []
        : [`Đã có ${number(text.length)} ký tự: ${quote(text)} Tin mới thay nội dung này.`]),
      isOnly
        ? 'Đề nghị nhắn nội dung tóm tắt của báo cáo trong một tin.'
        : 'Đề nghị nhắn nội dung trong một tin; phần này không bắt buộc.',
      ...(hasButtons
        ? []
        : [
            isOnly
              ? 'Soạn DỪNG để nghỉ.'
              : 'Soạn BỎ QUA, LÙI, MỤC (danh sách), DỪNG khi cần; nhắn mã (ví dụ II.2.b) để đến nội dung đó.',
          ]),
    ].join('\n');
  },
  textHasNoWords: 'Nội dung chưa có chữ nên chưa ghi.',
  textKept: (length: number) => `Đã ghi nội dung (${number(length)} ký tự).`,
  textTooLong: (length: number, limit: number) =>
    `Nội dung dài ${number(length)} ký tự, quá ${number(limit)} ký tự nên chưa ghi. Đề nghị rút gọn.`,
} as const;
