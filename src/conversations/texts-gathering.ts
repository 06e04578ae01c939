import type { Answer } from '../domain/answers.ts';
import type { Row } from '../domain/form.ts';
import { count, deadlineInWords, momentInWords, type DeadlineFacts } from './format.ts';
import { listed } from './lists.ts';
import { answerInWords, quote, someOf } from './texts-form.ts';

interface Report {
  title: string;
  unitName: string;
}

/** Communes named at most before the others are counted. */
const NAMED = 8;

const named = (communes: readonly string[]): string =>
  communes.length > NAMED
    ? `${communes.slice(0, NAMED).join(', ')} và ${count(communes.length - NAMED)} xã khác`
    : listed(communes);

/** Rows that are sums over communes: the workbook each fills in, and what came of it. */
export const gatheringTexts = {
  offer: 'Biểu cho các xã (Excel)',
  reportingUnit: 'Các xã, phường, thị trấn',
  file: (unit: string) => `Biểu số liệu cấp xã – ${unit}.xlsx`,
  none: 'Báo cáo này không có số liệu tổng hợp từ các xã.',
  made: (said: { report: DeadlineFacts & Report; rows: number; upload: string | null }) =>
    [
      `Biểu cho các xã: ${said.report.title} của ${said.report.unitName}, ${count(said.rows)} số liệu là tổng của các xã.`,
      `Thời hạn của báo cáo: ${deadlineInWords(said.report)}.`,
      'Đề nghị gửi cùng một tệp này cho các xã; mỗi xã ghi tên xã và số của xã mình.',
      said.upload === null
        ? 'Tệp các xã gửi về, đồng chí gửi lại tại đây, từng tệp một; số liệu được cộng vào báo cáo.'
        : `Tệp các xã gửi về, đồng chí tải lên tại đường dẫn riêng của đồng chí, từng tệp một: ${said.upload}\nSố liệu được cộng vào báo cáo.`,
    ].join('\n'),
  noName: (at: { sheet: string } | null) =>
    `Tệp chưa ghi tên xã${at === null ? '' : ` (${at.sheet}, dòng “Đơn vị cung cấp số liệu”)`} nên chưa cộng được. Đề nghị ghi tên xã rồi gửi lại.`,
  nothing: (source: string) => `Tệp của ${source} chưa có số liệu nào để cộng.`,
  taken: (said: {
    report: Report;
    source: string;
    given: number;
    /** Rows the commune has no figures for. */
    missing: number;
    problems: readonly { at: { sheet: string; address: string }; typed: string; why: string }[];
    conflicts: readonly {
      code: string;
      row: Pick<Row, 'kind' | 'options'> | null;
      given: Answer;
      current: Answer;
      author: { name: string; at: Date } | null;
    }[];
    sources: readonly string[];
    /** Communes known to be below the unit that have given nothing yet; null where none are known. */
    waiting: readonly string[] | null;
    now: Date;
  }) => {
    const lines = [
      `Đã cộng ${count(said.given)} số liệu của ${said.source} vào ${said.report.title} của ${said.report.unitName} (số liệu đến ${momentInWords(said.now)}).`,
      gatheringTexts.state(said.sources, said.waiting),
    ];
    if (said.missing > 0) lines.push(`${count(said.missing)} số liệu xã này chưa có, chưa cộng.`);
    if (said.problems.length > 0) {
      lines.push('Chưa nhận được:');
      lines.push(
        ...someOf(
          said.problems,
          ({ at, typed, why }) =>
            `- ${at.sheet}, ô ${at.address}: ${typed === '' ? '' : `${quote(typed)}, `}${why}`,
          (rest) => `- và ${count(rest)} ô khác.`,
        ),
      );
    }
    if (said.conflicts.length > 0) {
      lines.push('Khác với số đã ghi cho toàn đơn vị (đang giữ số đã ghi):');
      lines.push(
        ...someOf(
          said.conflicts,
          ({ code, row, given, current, author }) =>
            `- ${code}: tổng các xã ${answerInWords(row, given)}; số đã ghi ${answerInWords(row, current)}${
              author ? ` (${author.name} ghi lúc ${momentInWords(author.at)})` : ''
            }`,
          (rest) => `- và ${count(rest)} số liệu khác.`,
        ),
      );
    }
    return lines.join('\n');
  },
  state: (sources: readonly string[], waiting: readonly string[] | null) =>
    `Đến nay đã cộng ${count(sources.length)} xã: ${named(sources)}${
      waiting === null || waiting.length === 0
        ? ''
        : `; còn ${count(waiting.length)} xã chưa có: ${named(waiting)}`
    }.`,
  prefer: (cells: number) => `Lấy tổng các xã (${count(cells)} số liệu)`,
  drop: (source: string) => `Bỏ số liệu của ${source}`,
  dropped: (source: string, sources: readonly string[]) =>
    `Đã bỏ số liệu của ${source}. ${sources.length === 0 ? 'Hiện chưa có xã nào.' : gatheringTexts.state(sources, null)}`,
} as const;
