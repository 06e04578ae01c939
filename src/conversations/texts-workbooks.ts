import type { Day } from '../domain/day.ts';
import { MOST_LINES } from '../domain/workbook-merge.ts';
import type { SpreadsheetFault } from '../domain/spreadsheet.ts';
import {
  count,
  deadlineInWords,
  momentInWords,
  number,
  percent,
  periodInWords,
  shortDay,
  type DeadlineFacts,
} from './format.ts';
import type { UploadLink } from './context.ts';
import { quote, someOf } from './texts-form.ts';
import { uploadTexts } from './texts-upload.ts';
import { choiceTexts, type ConflictWords } from './texts-workbook-choices.ts';

/** A cell as it is told: "Biểu số liệu, ô D12 (mục I.3.1)". */
export interface CellWords {
  sheet: string;
  address: string;
  /** The code of its row; null in tables and outside the form. */
  code: string | null;
  /** The name of its line in a table. */
  line: string | null;
  /** It stands there in the file that came, not in the one that goes back. */
  isSent: boolean;
}

const cell = ({ sheet, address, code, line, isSent }: CellWords): string => {
  const name = code === null ? (line === null ? '' : ` (dòng ${quote(line)})`) : ` (mục ${code})`;
  return `${sheet}, ô ${address}${isSent ? ' của tệp đã gửi' : ''}${name}`;
};

/** As it may stand in the name of a file; none where the report has none. */
export const periodInFileName = (period: string): string[] =>
  isPeriod(period) ? [periodInWords(period).replaceAll('/', '-')] : [];

const isPeriod = (period: string): boolean => /^\d{4}/.test(period);

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Sentences around the Excel workbook of a report. */
export const workbookTexts = {
  offer: 'Nhận biểu Excel',
  words: ['biểu', 'biểu excel', 'excel', 'tệp excel', 'file excel', 'nhận biểu'],
  fileName: ({ unitName, period }: { unitName: string; period: string }, parts: readonly string[] = []) =>
    `${['Biểu số liệu', unitName, ...periodInFileName(period), ...(parts.length > 0 ? [parts.join(', ')] : [])].join(' – ')}.xlsx`,
  heading: (report: DeadlineFacts & { period: string; planTitle: string }) => [
    report.planTitle,
    `${isPeriod(report.period) ? `Kỳ báo cáo: ${periodInWords(report.period)}. ` : ''}Thời hạn: ${deadlineInWords(report)}.`,
  ],

  made: (said: {
    report: DeadlineFacts & { title: string; unitName: string };
    answered: number;
    total: number;
    now: Date;
    /** Where a network carries no files back. */
    upload: UploadLink | null;
    parts: readonly string[];
  }) =>
    [
      `Biểu Excel: ${said.report.title} của ${said.report.unitName}${said.parts.length > 0 ? `, phần ${said.parts.join(', ')}` : ''}`,
      `Thời hạn: ${deadlineInWords(said.report)}. Đã có ${said.answered}/${said.total} số liệu (đến ${momentInWords(said.now)}), đã điền sẵn trong biểu.`,
      said.upload === null
        ? 'Đề nghị nhập vào các ô nền vàng rồi gửi lại tệp tại đây; có thể gửi nhiều lần, ô để trống không làm mất số liệu đã có.'
        : `Đề nghị nhập vào các ô nền vàng rồi tải tệp lên tại đường dẫn riêng của đồng chí: ${uploadTexts.link(said.upload)}\nCó thể tải lên nhiều lần; ô để trống không làm mất số liệu đã có.`,
    ].join('\n'),
  whichParts: (report: { title: string; unitName: string }, example: readonly string[]) =>
    `Chia biểu ${report.title} của ${report.unitName}: chọn phần giao cho phòng, đơn vị trực thuộc, hoặc nhắn nhiều phần, ví dụ "${example.join(', ')}".\nMỗi phần là một tệp riêng; các tệp gửi lại được gộp vào cùng một báo cáo, ô nào hai nơi ghi khác nhau sẽ được nêu ra để đồng chí chọn.`,
  unknownParts: (parts: readonly string[]) =>
    `Biểu không có phần ${parts.slice(0, 5).map(quote).join(', ')}.`,
  noForm: 'Báo cáo này không có biểu số liệu kèm theo.',

  taken: (said: {
    report: DeadlineFacts & { title: string; unitName: string; period: string };
    /** The same report of the period that is due now, where the file is of one before. */
    due: (DeadlineFacts & { period: string }) | null;
    answered: number;
    total: number;
    stored: number;
    lines: number;
    /** Texts, and answers for whole tables. */
    others: number;
    problems: readonly { at: CellWords; typed: string; why: string }[];
    conflicts: readonly (ConflictWords & { at: CellWords })[];
    /** What became of lines and whole tables, in whole sentences. */
    tables: readonly string[];
    /** Percentages that may be meant otherwise. */
    doubts: readonly { at: CellWords; why: string }[];
    findings: readonly (() => string)[];
    blanks: readonly CellWords[];
    /** The day the figures go up to, as the file says; null where it says none. */
    asOf: Day | null | { unclear: string };
    /** A later one that stays. */
    laterDay: Day | null;
    recheck: number;
    /** An older version of the form. */
    isOld: boolean;
    hasFile: boolean;
    now: Date;
  }) => {
    const toSee = said.problems.length + said.conflicts.length + said.doubts.length + said.findings.length;
    const lines = [
      `Đã nhận tệp vào ${said.report.title} của ${said.report.unitName} (số liệu đến ${momentInWords(said.now)}): ${said.answered}/${said.total} số liệu; ${count(toSee)} ô cần xem; ${count(said.blanks.length)} ô trống.`,
      `Lần này ghi ${count(said.stored)} số liệu${said.lines > 0 ? `, ${count(said.lines)} dòng phụ lục` : ''}${said.others > 0 ? `, ${count(said.others)} nội dung khác (lời văn, phụ lục không có số liệu)` : ''}; số liệu đã có không thay đổi được giữ nguyên.`,
    ];
    if (said.due !== null)
      lines.push(
        `Tệp này của kỳ ${periodInWords(said.report.period)}, thời hạn ${deadlineInWords(said.report)}; kỳ đang đến hạn là ${periodInWords(said.due.period)}, thời hạn ${deadlineInWords(said.due)}.`,
      );
    if (typeof said.asOf === 'string' && said.laterDay !== null)
      lines.push(choiceTexts.laterDay(said.asOf, said.laterDay));
    else if (typeof said.asOf === 'string')
      lines.push(`Số liệu tính đến ngày ${shortDay(said.asOf)} (theo tệp).`);
    else if (said.asOf !== null)
      lines.push(
        `Chưa rõ ngày ${quote(said.asOf.unclear)} ở dòng “Số liệu tính đến ngày”; trước khi gửi sẽ hỏi lại.`,
      );
    if (said.isOld) lines.push('Tệp thuộc phiên bản biểu cũ; các dòng không đổi vẫn được nhận.');
    if (said.recheck > 0)
      lines.push(`${count(said.recheck)} số liệu thuộc dòng đã đổi nội dung, cần xác nhận lại.`);
    if (said.problems.length > 0) {
      lines.push('Chưa nhận được:');
      lines.push(...someOf(said.problems, problemLine, (rest) => `- và ${count(rest)} ô khác, xem tệp.`));
    }
    if (said.conflicts.length > 0) {
      lines.push('Khác với số liệu đã được sửa sau khi lấy biểu (đang giữ số đã có):');
      lines.push(
        ...someOf(
          said.conflicts,
          (one) => `- ${cell(one.at)}: ${choiceTexts.conflict(one)}`,
          (rest) => `- và ${count(rest)} ô khác, xem tệp.`,
        ),
      );
    }
    lines.push(...said.tables);
    if (said.doubts.length > 0) {
      lines.push('Đã ghi, đề nghị kiểm tra:');
      lines.push(
        ...someOf(
          said.doubts,
          ({ at, why }) => `- ${cell(at)}: ${why}`,
          (rest) => `- và ${count(rest)} ô khác, xem tệp.`,
        ),
      );
    }
    if (said.findings.length > 0) {
      lines.push('Số liệu đề nghị kiểm tra lại:');
      lines.push(
        ...someOf(
          said.findings,
          (finding) => `- ${finding()}.`,
          (rest) => `- và ${count(rest)} nội dung khác.`,
        ),
      );
    }
    if (said.blanks.length > 0) {
      const shown = said.blanks.slice(0, BLANKS_TOLD);
      const rest = said.blanks.length - shown.length;
      lines.push(
        `Ô trống: ${shown.map(({ address, code }) => `${address}${code === null ? '' : ` (${code})`}`).join(', ')}${rest > 0 ? ` và ${count(rest)} ô khác` : ''}.`,
      );
    }
    if (said.hasFile) lines.push('Kèm theo là biểu mới của đơn vị, đã đánh dấu các ô này.');
    return lines.join('\n');
  },
  offerDue: (period: string) => `Nhận biểu kỳ ${periodInWords(period)}`,
  /** `typed`: what the file says, where the cell itself does not show it. */
  mark: (why: string, typed = '') =>
    `Đề nghị xem lại: ${typed === '' ? '' : `tệp ghi ${quote(typed)}, `}${why}.`,
  markBlank: 'Chưa có số liệu.',
  unchanged: 'Tệp không có số liệu nào khác với số liệu đã có.',

  whyNoWords: 'không có nội dung chữ',
  whyNoChoice: 'chỉ nhận một trong ba trường hợp: không phát sinh, chưa có số liệu, không thuộc phạm vi',
  whyGone: 'dòng này không có trong biểu hiện hành của đơn vị',
  whyColumnGone: 'cột này không có trong biểu hiện hành nên số liệu của cột chưa được nhận',
  whyOtherColumn:
    'cột này đã đổi nội dung từ khi lấy biểu, đề nghị lấy biểu mới (soạn BIEU) để nhập lại số liệu của cột',
  whyTwice: 'dòng này có hai ô khác nhau trong tệp',
  whyUnnamed: 'dòng có số liệu nhưng chưa có tên',
  whySameName: 'tên dòng trùng với dòng ở trên',
  whyUnclear: 'biểu có nhiều dòng cùng số mục và tên này, chưa rõ là dòng nào',
  whyStranger: 'dòng này không có trong biểu',
  whyDate: 'ô đang ở dạng ngày tháng, không phải số',
  whyError: (error: string) => `ô báo lỗi ${error}`,
  whyFormula:
    'ô chứa công thức, đề nghị ghi số (sao chép ô, rồi Dán đặc biệt – Paste Special, chọn Giá trị – Values)',
  whyNoFigure: 'không có số',
  smallPercent: (value: number) =>
    `${percent(value)}; nếu là ${percent(value * 100)} thì đề nghị ghi ${number(value * 100)}`,

  notYours: (address: string) => `Tệp này thuộc báo cáo không có trong phạm vi theo dõi của ${address}.`,
  /** For who coordinates the report. */
  ofUnit: ({ title, unitName }: { title: string; unitName: string }) =>
    `Tệp này là biểu ${title} của ${unitName}, do cán bộ đầu mối của đơn vị gửi. Kính đề nghị chuyển lại đơn vị để gửi tại đây; số liệu chưa được ghi.`,
  otherOffice:
    'Tệp này không phải biểu của báo cáo này nên chưa nhận được số liệu; biểu của kế hoạch, cơ quan khác hoặc của trang dùng thử không gửi được tại đây. Soạn BIEU trong hội thoại để nhận biểu của đơn vị.',
  otherReport:
    'Tệp này thuộc báo cáo khác với đường dẫn đang dùng. Đề nghị tải lên bằng đường dẫn gửi kèm biểu đó.',
  foreign:
    'Tệp Excel này không phải biểu do Trợ lý CCHC gửi nên chưa nhận được số liệu. Soạn BIEU trong hội thoại để nhận biểu của đơn vị.',
  crowded: (sheet: string) =>
    `Trang ${quote(sheet)} của tệp có quá ${number(MOST_LINES)} dòng nên tệp chưa được tiếp nhận; số liệu đã có không thay đổi. Đề nghị chỉ giữ các dòng có số liệu rồi gửi lại.`,
  newer: 'Tệp này được lập từ phiên bản mới hơn của hệ thống. Soạn BIEU trong hội thoại để nhận lại biểu.',
  fault: (fault: SpreadsheetFault) =>
    ({
      empty: 'Tệp không có nội dung. Đề nghị gửi lại.',
      not_a_workbook:
        'Tệp này không phải tệp Excel (.xlsx). Soạn BIEU trong hội thoại để nhận biểu và gửi lại đúng tệp đó.',
      old_format:
        'Tệp ở định dạng Excel cũ (.xls). Đề nghị mở tệp, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại.',
      other_spreadsheet: 'Tệp bảng tính này không ở dạng .xlsx. Đề nghị lưu lại dạng .xlsx rồi gửi lại.',
      password: 'Tệp có đặt mật khẩu nên không mở được. Đề nghị bỏ mật khẩu rồi gửi lại.',
      macros:
        'Tệp có chứa macro nên không được tiếp nhận. Đề nghị lưu lại dạng .xlsx không có macro rồi gửi lại.',
      damaged: 'Tệp bị hỏng hoặc gửi chưa trọn vẹn nên không mở được. Đề nghị lưu lại và gửi lại.',
      too_big: 'Tệp quá lớn so với biểu của báo cáo nên không được tiếp nhận. Đề nghị chỉ gửi tệp biểu.',
      too_long: 'Tệp mất quá nhiều thời gian để mở nên không được tiếp nhận. Đề nghị chỉ gửi tệp biểu.',
    })[fault],
  unfetched: 'Chưa tải được tệp từ mạng. Đề nghị gửi lại tệp.',
} as const;

const BLANKS_TOLD = 12;

const problemLine = ({ at, typed, why }: { at: CellWords; typed: string; why: string }): string =>
  `- ${capital(cell(at))}: ${typed === '' ? '' : `${quote(typed)}, `}${why}`;
