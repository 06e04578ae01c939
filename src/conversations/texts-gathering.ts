import type { Answer } from '../domain/answers.ts';
import type { Day } from '../domain/day.ts';
import type { Row } from '../domain/form.ts';
import { count, deadlineInWords, momentInWords, shortDay, type DeadlineFacts } from './format.ts';
import { bounded, listed } from './lists.ts';
import type { UploadLink } from './context.ts';
import { answerInWords, quote, someOf } from './texts-form.ts';
import { periodInFileName } from './texts-workbooks.ts';
import { uploadTexts } from './texts-upload.ts';

interface Report {
  title: string;
  unitName: string;
}

/** A row of the form as it is told. */
interface RowWords {
  code: string;
  row: Pick<Row, 'kind' | 'options'> | null;
}

/** Communes named at most before the others are counted. */
const NAMED = 8;
/** Empty rows of one file told by their codes. */
const BLANKS_TOLD = 12;
/** Rows of one commune told at most. */
const ROWS_SHOWN = 40;

const named = (communes: readonly string[]): string =>
  communes.length > NAMED
    ? `${communes.slice(0, NAMED).join(', ')} và ${count(communes.length - NAMED)} xã khác`
    : listed(communes);

const blankCodes = (codes: readonly string[]): string =>
  `${codes.slice(0, BLANKS_TOLD).join(', ')}${codes.length > BLANKS_TOLD ? ` và ${count(codes.length - BLANKS_TOLD)} dòng khác` : ''}`;

/** Rows that are sums over communes: the workbook each fills in, and what came of it. */
export const gatheringTexts = {
  offer: 'Biểu cho các xã (Excel)',
  reportingUnit: 'Các xã, phường, thị trấn',
  file: (report: { unitName: string; period: string }) =>
    `${['Biểu số liệu cấp xã', report.unitName, ...periodInFileName(report.period)].join(' – ')}.xlsx`,
  which: (reports: number) =>
    `Có ${count(reports)} báo cáo có số liệu tổng hợp từ các xã. Đề nghị chọn báo cáo cần gửi biểu cho các xã:`,
  noReport: (now: Date) =>
    `Đến ${momentInWords(now)}, đồng chí không có báo cáo nào có số liệu tổng hợp từ các xã.`,
  none: 'Báo cáo này không có số liệu tổng hợp từ các xã.',
  made: (said: { report: DeadlineFacts & Report; rows: number; upload: UploadLink | null }) =>
    [
      `Biểu cho các xã: ${said.report.title} của ${said.report.unitName}, ${count(said.rows)} số liệu là tổng của các xã.`,
      `Thời hạn của báo cáo: ${deadlineInWords(said.report)}.`,
      'Đề nghị gửi cùng một tệp này cho các xã; mỗi xã ghi tên xã và số của xã mình.',
      said.upload === null
        ? 'Tệp các xã gửi về, đồng chí gửi lại tại đây, từng tệp một; số liệu được cộng vào báo cáo.'
        : `Tệp các xã gửi về, đồng chí tải lên tại đường dẫn riêng của đồng chí, từng tệp một: ${uploadTexts.link(said.upload)}\nSố liệu được cộng vào báo cáo.`,
    ].join('\n'),
  noName: (at: { sheet: string } | null) =>
    `Tệp chưa ghi tên xã${at === null ? '' : ` (${at.sheet}, dòng “Đơn vị cung cấp số liệu”)`} nên chưa cộng được. Đề nghị ghi tên xã rồi gửi lại.`,
  unclearName: (typed: string, names: readonly string[]) =>
    `Tệp ghi tên ${quote(typed)}, có thể là ${names.join(' hoặc ')}, nên chưa cộng. Đề nghị ghi đủ tên xã rồi gửi lại.`,
  maybeCounted: (source: string, names: readonly string[]) =>
    `Tệp của ${source} chưa được cộng: số liệu đã cộng trước đây ghi tên ${listed(names.map(quote))} có thể cũng là của xã này. Đề nghị xem và bỏ số liệu trùng hoặc chưa rõ của xã nào, rồi gửi lại tệp.`,
  nothing: (source: string) => `Tệp của ${source} chưa có số liệu nào để cộng.`,
  taken: (said: {
    report: Report;
    source: string;
    /** Lesser spellings that were taken for the commune's name. */
    understood: readonly string[];
    given: number;
    /** Rows the commune has no figures for. */
    missing: number;
    /** Codes of the rows its file leaves empty. */
    blanks: readonly string[];
    /** Checks between its own figures that do not hold. */
    findings: readonly string[];
    /** What it gave to some of them before. */
    removed: readonly (RowWords & { answer: Answer })[];
    /** Figures of rows that mean something else now than when the file was made. */
    changed: readonly (RowWords & { answer: Answer })[];
    problems: readonly { at: { sheet: string; address: string }; typed: string; why: string }[];
    conflicts: readonly (RowWords & {
      given: Answer;
      current: Answer;
      author: { name: string; at: Date } | null;
    })[];
    sources: readonly string[];
    /** Communes known to be below the unit that have given nothing yet; null where none are known. */
    waiting: readonly string[] | null;
    now: Date;
  }) => {
    const into = `${said.report.title} của ${said.report.unitName} (số liệu đến ${momentInWords(said.now)})`;
    const lines = [
      said.given > 0
        ? `Đã cộng ${count(said.given)} số liệu của ${said.source} vào ${into}.`
        : `Chưa cộng thêm được số liệu nào của ${said.source} vào ${into}.`,
    ];
    if (said.understood.length > 0)
      lines.push(
        `${listed(said.understood.map(quote))} được hiểu là ${said.source}. Nếu là hai xã khác nhau, đề nghị ghi đủ tên xã trong tệp rồi gửi lại.`,
      );
    lines.push(gatheringTexts.state(said.sources, said.waiting));
    if (said.missing > 0) lines.push(`${count(said.missing)} số liệu xã này chưa có, chưa cộng.`);
    if (said.blanks.length > 0)
      lines.push(`Tệp còn để trống ${count(said.blanks.length)} số liệu: ${blankCodes(said.blanks)}.`);
    if (said.findings.length > 0) {
      lines.push(`Số liệu của ${said.source} đề nghị kiểm tra lại:`);
      lines.push(
        ...someOf(
          said.findings,
          (finding) => `- ${finding}.`,
          (rest) => `- và ${count(rest)} nội dung khác.`,
        ),
      );
    }
    if (said.removed.length > 0) {
      lines.push('Số xã này đã cho trước đây, nay ghi chưa có, không còn trong tổng:');
      lines.push(...rowLines(said.removed));
    }
    if (said.changed.length > 0) {
      lines.push(
        'Dòng đã đổi nội dung từ khi lập tệp, chưa cộng (đề nghị xã ghi vào biểu mới):',
        ...rowLines(said.changed),
      );
    }
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
    `${sources.length === 0 ? 'Đến nay chưa cộng xã nào' : `Đến nay đã cộng ${count(sources.length)} xã: ${named(sources)}`}${
      waiting === null || waiting.length === 0
        ? ''
        : `; còn ${count(waiting.length)} xã chưa có: ${named(waiting)}`
    }.`,
  prefer: (cells: number) => `Lấy tổng các xã (${count(cells)} số liệu)`,
  sourceLine: (source: string, rows: number, total: number, day: Day) =>
    `- ${source}: ${rows}/${total} số liệu (nhận ngày ${shortDay(day)})`,
  showSource: (source: string) => `Số liệu của ${source}`,
  moreSources: (rest: number) => `${count(rest)} xã khác`,
  noSources: 'Hiện chưa cộng xã nào.',
  ofSource: (
    { title, unitName }: Report,
    source: string,
    rows: readonly (RowWords & { given: Answer | null })[],
  ) =>
    [
      `Số liệu của ${source} đã cộng vào ${title} của ${unitName}:`,
      ...bounded(
        rows.map(
          ({ code, row, given }) => `- ${code}: ${given === null ? 'chưa có' : answerInWords(row, given)}`,
        ),
        rows.length,
        ROWS_SHOWN,
      ),
    ].join('\n'),
  notASource: (source: string) => `Hiện không có số liệu của ${source} trong tổng.`,
  back: 'Trở lại chia biểu',
  drop: (source: string) => `Bỏ số liệu của ${source}`,
  dropped: (source: string, sources: readonly string[]) =>
    `Đã bỏ số liệu của ${source}. ${sources.length === 0 ? gatheringTexts.noSources : gatheringTexts.state(sources, null)}`,
} as const;

const rowLines = (rows: readonly (RowWords & { answer: Answer })[]): string[] =>
  someOf(
    rows,
    ({ code, row, answer }) => `- ${code}: ${answerInWords(row, answer)}`,
    (rest) => `- và ${count(rest)} số liệu khác.`,
  );
