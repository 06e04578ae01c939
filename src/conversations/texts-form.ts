import type { Answer, Refusal } from '../domain/answers.ts';
import type { Finding } from '../domain/checks.ts';
import type { Row } from '../domain/form.ts';
import { shortened } from '../domain/text-limits.ts';
import { codeAndName, sectionCode } from './form-codes.ts';
import { count, deadlineInWords, momentInWords, number, percent, type DeadlineFacts } from './format.ts';

/** Typed things quoted back are cut to this, so that one wrong paste does not fill the screen. */
const QUOTED = 60;
/** Faults told in one message; the others are counted. */
const TOLD = 8;

/** A check that does not hold, with names and figures as people know them. */
export interface FindingWords {
  kind: Finding['check']['kind'];
  severity: Finding['severity'];
  /** "Phụ lục 2, dòng “Đất đai”"; null for the rows of the form. */
  where: string | null;
  parts: { label: string; measure: string; figure: number | null }[];
  whole: { label: string; measure: string; figure: number | null } | null;
  sum: number | null;
  range: { min: number | null; max: number | null } | null;
}

export const quote = (text: string): string => {
  const one = text.replace(/\s+/g, ' ').trim();
  return `“${one.length > QUOTED ? `${shortened(one, QUOTED)}…` : one}”`;
};

const answerWords = {
  nothing: 'không phát sinh',
  missing: 'chưa có số liệu',
  out_of_scope: 'không thuộc phạm vi',
} as const;

/** An answer as it is read back. */
export function answerInWords(row: Pick<Row, 'kind' | 'options'> | null, answer: Answer): string {
  if (answer.kind === 'text') return quote(answer.text);
  if (answer.kind !== 'value') return answerWords[answer.kind];
  const option = row?.options.find(({ value }) => value === answer.value);
  if (option) return `${answer.value} (${option.label})`;
  return row?.kind === 'percent' ? percent(answer.value) : number(answer.value, 6);
}

const nameOf = (heading: Row): string => `${sectionCode(heading)}. ${heading.name}`;
const measureOf = (row: Row): string => (row.options.length > 0 ? optionsOf(row) : row.measure);
const optionsOf = (row: Pick<Row, 'options'>): string =>
  row.options.map(({ value, label }) => `${value} = ${label}`).join('; ');
const bare = (name: string): string => name.replace(/[.\s]+$/, '');

/** The first of many, the others counted. */
export const someOf = <T>(
  all: readonly T[],
  say: (one: T) => string,
  more: (rest: number) => string,
): string[] => {
  const rest = all.length - TOLD;
  return [...all.slice(0, TOLD).map(say), ...(rest > 0 ? [more(rest)] : [])];
};

/** Sentences of the form: questions, what was recorded, what needs looking at. */
export const formTexts = {
  answerWords,

  notInScope: (address: string) => `Báo cáo này không có trong phạm vi theo dõi của ${address}.`,
  planOver: ({ title, unitName }: { title: string; unitName: string }) =>
    `Kế hoạch đã kết thúc; ${title} của ${unitName} không nhận thêm số liệu, văn bản.`,
  stopped: 'Đã dừng nhập; số liệu đã nhập được lưu đầy đủ. Soạn TIEP để nhập tiếp, GUI để xem lại và gửi.',

  /** `example`: two codes of the form where nothing has been entered yet; null where no hint is wanted. */
  menu: (
    report: DeadlineFacts & { title: string; unitName: string },
    now: Date,
    example: readonly string[] | null,
  ) =>
    `${report.title} của ${report.unitName}\nThời hạn: ${deadlineInWords(report)}. Số liệu đến ${momentInWords(now)}.\nĐề nghị chọn phần cần nhập${example === null ? '' : `; cũng có thể dán cả cột số liệu của biểu Excel, hoặc nhắn theo mã kèm số mục, ví dụ "${example.map((code, index) => `${code}: ${1245 - index * 15}`).join('; ')}"`}.`,
  section: (heading: Row, answered: number, total: number, owed = 0) =>
    `${heading.code}. ${heading.name}: ${answered - owed}/${total} đã có${owed > 0 ? `, ${count(owed)} chưa có số liệu` : ''}`,
  notSentByThis: (report: { title: string; unitName: string }, no: number) =>
    no === 0
      ? `Số liệu được lưu vào ${report.title} của ${report.unitName}; báo cáo chưa gửi.`
      : `Số liệu được lưu vào ${report.title} của ${report.unitName}; lần gửi ${no} giữ nguyên cho đến khi gửi lần ${no + 1}.`,
  sectionName: nameOf,
  table: (code: string, lines: number, answer: Answer | undefined) =>
    `${code}: ${lines > 0 ? `${count(lines)} dòng` : answer ? answerInWords(null, answer) : 'chưa có'}`,
  narratives: (given: number, total: number) =>
    `Đề cương, phần lời văn: ${given}/${total} nội dung (không bắt buộc)`,

  question: (asked: {
    heading: Row;
    answered: number;
    total: number;
    rows: {
      row: Row;
      under: Row | null;
      last: Answer | undefined;
      now: Answer | undefined;
      old?: Answer | undefined;
    }[];
    hasButtons: boolean;
  }) => {
    const { rows, hasButtons } = asked;
    const [only, another] = rows;
    // A code that several of the rows bear would be no example.
    const all = rows.map(({ row }) => row.code);
    const codes = all.filter((code) => all.indexOf(code) === all.lastIndexOf(code));
    const lines: string[] = [`${nameOf(asked.heading)} (${asked.answered}/${asked.total} đã có)`];
    let under: Row | null = null;
    for (const one of rows) {
      if (one.under && one.under.key !== under?.key) lines.push(`Thuộc ${bare(codeAndName(one.under))}:`);
      under = one.under;
      const { row } = one;
      const facts = [
        measureOf(row),
        ...(row.note === null ? [] : [row.note]),
        ...(one.last ? [`kỳ trước: ${answerInWords(row, one.last)}`] : []),
        ...(one.now ? [`đang ghi: ${answerInWords(row, one.now)}`] : []),
        ...(one.old ? [`số đã nhập: ${answerInWords(row, one.old)}, cần xác nhận lại`] : []),
      ].filter((fact) => fact !== '');
      lines.push(`${row.code} ${bare(row.name)}${facts.length > 0 ? ` (${facts.join('; ')})` : ''}`);
      if (row.hint !== null) lines.push(`  Hướng dẫn: ${row.hint}`);
    }
    if (!another && only?.row.ifAny) lines.push('Nếu không có, nhắn "không phát sinh".');
    if (another) {
      lines.push(
        `Trả lời mỗi dòng một số theo thứ tự trên${codes.length > 1 ? `, hoặc theo mã, ví dụ "${codes[0] ?? ''}: 12; ${codes[1] ?? ''}: 0"` : ''}.`,
      );
    }
    if (rows.some(({ old }) => old)) lines.push('Soạn GIỮ để giữ số đã nhập, hoặc nhắn số mới.');
    if (!hasButtons) lines.push('Soạn BỎ QUA, LÙI, XEM, DỪNG khi cần.');
    return lines.join('\n');
  },

  recorded: (said: {
    stored: readonly { code: string; row: Row; answer: Answer }[];
    rates: readonly { code: string; row: Row; answer: Answer }[];
    unread: readonly { quote: string; code: string | null; row: Row | null; why: string }[];
    isClear: boolean;
  }) => {
    const { stored, rates, unread, isClear } = said;
    const show = ({ code, row, answer }: { code: string; row: Row; answer: Answer }): string =>
      `${code} = ${answerInWords(row, answer)}`;
    const lines: string[] = [];
    if (stored.length > TOLD) {
      const [first, last] = [stored[0], stored.at(-1)];
      lines.push(
        `Đã ghi ${count(stored.length)} số liệu, từ ${first ? show(first) : ''} đến ${last ? show(last) : ''}. Soạn XEM để đối chiếu.`,
      );
    } else if (stored.length > 0) {
      lines.push(`Đã ghi: ${stored.map(show).join('; ')}.`);
    }
    // A whole column: its rates are read with the section.
    if (rates.length > 0 && stored.length <= TOLD) {
      lines.push(
        `Tỷ lệ tự tính: ${someOf(rates, show, (rest) => `và ${count(rest)} tỷ lệ khác`).join('; ')}.`,
      );
    }
    if (unread.length > 0) {
      lines.push(`Chưa ghi được ${count(unread.length)} nội dung:`);
      const say = (one: (typeof unread)[number]): string =>
        `- ${quote(one.quote)}${one.code === null ? '' : ` (${one.code})`}: ${one.why}`;
      lines.push(...someOf(unread, say, (rest) => `- và ${count(rest)} nội dung khác.`));
    }
    if (stored.length === 0 && isClear) lines.push('Chưa có số liệu nào thay đổi.');
    return lines.join('\n');
  },

  unclearFigure: (readings: readonly string[]) =>
    readings.length > 1 ? `chưa rõ là ${readings.join(' hay ')}` : 'cần một con số cụ thể',
  refusal: (refusal: Refusal, row: Pick<Row, 'measure' | 'options'>) => {
    const why = {
      negative: 'số liệu này không thể âm',
      not_whole: `phải là số nguyên${row.measure === '' ? '' : ` (đơn vị tính: ${row.measure})`}`,
      above_100: 'tỷ lệ không thể quá 100%',
      too_large: 'số quá lớn, đề nghị kiểm tra lại',
      no_such_option: `chỉ nhận một trong các giá trị ${optionsOf(row)}`,
    } satisfies Record<Refusal, string>;
    return why[refusal];
  },
  tooLong: (length: number, limit: number, what = 'nội dung') =>
    `${what} dài ${number(length)} ký tự, quá ${number(limit)} ký tự, đề nghị rút gọn`,
  labelTooLong: (length: number, limit: number): string => formTexts.tooLong(length, limit, 'tên dòng'),
  options: (row: Row) => `chỉ nhận một trong các giá trị ${optionsOf(row)}`,
  unknownCode: (code: string) => `không có mã ${code} trong phần của đơn vị`,
  codeOfHeading: 'đây là dòng tiêu đề, không nhập số',
  codeOfRate: 'tỷ lệ này được tính từ hai số liệu của nó, không nhập',
  countDiffers: (given: number, expected: number) =>
    given === 1
      ? 'chưa rõ thuộc dòng nào; đề nghị ghi kèm mã'
      : `tin có ${number(given)} dòng số, phần đang nhập có ${number(expected)} dòng, nên chưa ghi dòng nào; đề nghị ghi kèm mã, hoặc chọn mục rồi dán lại`,
  lineOfTable: 'dòng có nhiều số; nếu là dòng của phụ lục, đề nghị chọn phụ lục rồi dán lại',
  lineOfOther: 'chưa rõ thuộc dòng nào của biểu; đề nghị chọn mục rồi dán lại',
  noFigureInLine: 'không có số',
  noFigureFound: 'Chưa tìm thấy số liệu nào trong tin này. Chưa có số liệu nào thay đổi.',
  noFormForFigures: (address: string) =>
    `Hiện đơn vị của ${address} không có báo cáo nào nhập số liệu theo biểu.`,
  whichReport: 'Số liệu này thuộc báo cáo nào?',
  reportName: (report: DeadlineFacts & { title: string; unitName: string }) =>
    `${report.title} của ${report.unitName}, ${deadlineInWords(report)}`,
  whichRow: (code: string, value: string) =>
    `Mã ${code} có ở nhiều dòng. Số liệu ${quote(value)} thuộc dòng nào?`,
  whichSectionOfColumn: (lines: number) => `Tin có ${count(lines)} dòng số. Cột số này là của mục nào?`,
  whichSection: (codes: readonly string[], canChoose: boolean, example: string) =>
    canChoose
      ? `Các mã ${codes.slice(0, TOLD).join(', ')} có ở nhiều mục. Số liệu này thuộc mục nào?`
      : `Các mã ${codes.slice(0, TOLD).join(', ')} có ở nhiều dòng. Đề nghị ghi kèm số mục, ví dụ "${example}: 12".`,
  rowName: (code: string, name: string) => codeAndName({ code, name: bare(name) }),

  blanks: (heading: Row, open: readonly Row[]) =>
    [
      `${sectionCode(heading)} còn ${count(open.length)} dòng chưa có số liệu:`,
      ...open.map((row) => `- ${row.code} ${bare(row.name)}`),
      'Các dòng này thuộc trường hợp nào? Có thể trả lời chung hoặc theo mã, ví dụ ' +
        `"${open[0]?.code ?? '1'}: không phát sinh${open[1] ? `; ${open[1].code}: chưa có số liệu` : ''}".`,
    ].join('\n'),
  blanksFilled: (filled: number, answer: Answer) =>
    filled === 0 ? '' : `Đã ghi ${count(filled)} dòng: ${answerInWords(null, answer)}.`,
  forAll: (kind: keyof typeof answerWords, asked: number) =>
    `"${answerWords[kind].charAt(0).toUpperCase()}${answerWords[kind].slice(1)}" áp dụng cho cả ${count(asked)} dòng vừa hỏi hay chỉ dòng đầu?`,
  sectionDone: (heading: Row, total: number, rates: readonly { row: Row; answer: Answer }[]) =>
    [
      `${sectionCode(heading)} đã đủ ${total}/${total}.`,
      ...(rates.length === 0 ? [] : ['Tỷ lệ tự tính:']),
      ...rates.map(({ row, answer }) => `- ${row.code} ${bare(row.name)}: ${answerInWords(row, answer)}`),
    ].join('\n'),
  finding: (finding: FindingWords, mayExplain: boolean, others: number) =>
    [
      finding.severity === 'error'
        ? `Số liệu chưa khớp: ${formTexts.findingSentence(finding)}.`
        : `Đề nghị kiểm tra lại: ${formTexts.findingSentence(finding)}.`,
      'Các số liệu đã nhập được giữ nguyên.',
      ...(mayExplain
        ? ['Nếu số liệu đúng, nhắn lý do ngắn gọn; lý do được gửi kèm báo cáo để nghiên cứu.']
        : []),
      ...(others > 0 ? [`Còn ${count(others)} nội dung khác cần xem lại sau nội dung này.`] : []),
    ].join('\n'),
  findingSentence: ({ kind, where, parts, whole, sum, range }: FindingWords): string => {
    const say = ({ label, measure, figure }: FindingWords['parts'][number]): string =>
      `${label} là ${figure === null ? 'chưa có' : `${number(figure, 6)}${measure === '%' ? '%' : ''}`}`;
    const [first] = parts;
    const prefix = where === null ? '' : `${where}: `;
    const all = parts
      .map(({ label, figure }) => `${label} ${figure === null ? '(chưa có)' : number(figure, 6)}`)
      .join(' + ');
    if (!first) return prefix;
    switch (kind) {
      case 'part_of':
        return `${prefix}${say(first)}, lớn hơn ${whole ? say(whole) : ''}`;
      case 'at_most':
        return `${prefix}${say(first)}, cao hơn ${whole ? say(whole) : ''}`;
      case 'equals':
        return `${prefix}${say(first)}, khác với ${whole ? say(whole) : ''}`;
      case 'sum_equals':
        return `${prefix}tổng ${all} = ${number(sum ?? 0, 6)}, khác với ${whole ? say(whole) : ''}`;
      case 'sum_at_most':
        return `${prefix}tổng ${all} = ${number(sum ?? 0, 6)}, lớn hơn ${whole ? say(whole) : ''}`;
      case 'range': {
        const min = range?.min == null ? '' : ` từ ${number(range.min)}`;
        const max = range?.max == null ? '' : ` đến ${number(range.max)}`;
        return `${prefix}${say(first)}, ngoài khoảng${min}${max}`;
      }
    }
  },
  line: (table: string, label: string) => `${table}, dòng ${quote(label)}`,
  column: (name: string) => `cột “${name}”`,
  totalOf: (table: string, block: string | null, column: string) =>
    `dòng Tổng${block === null ? '' : ` phần “${block}”`}, ${column} của ${table}`,
  askReason:
    'Đề nghị nhắn lý do ngắn gọn, ví dụ "tiếp nhận 02 người theo Quyết định số …". Soạn LÙI để chọn lại.',
  reasonKept: 'Đã ghi lý do; lý do được gửi kèm báo cáo.',
  notSentYet: 'Báo cáo chưa gửi; các số liệu đã nhập được giữ nguyên.',

  offers: {
    send: 'Xem lại và gửi',
    stop: 'Dừng, nhập tiếp sau',
    skip: 'Bỏ qua',
    back: 'Lùi',
    view: 'Xem',
    menu: 'Danh sách các phần',
    goOn: 'Nhập tiếp',
    done: 'Xong phần này',
    askAgain: 'Nhập số liệu các dòng này',
    owed: (rows: number) => `Nhập ${count(rows)} dòng chưa có số liệu`,
    later: 'Để sau',
    laterGoOn: 'Để sau, nhập tiếp',
    explain: 'Số liệu đúng: nhắn lý do',
    fix: (code: string) => `Sửa ${code}`,
    fixLine: (table: string, label: string) => `Sửa ${table}, dòng ${quote(label)}`,
    blank: (kind: keyof typeof answerWords, rows: number) =>
      `${answerWords[kind].charAt(0).toUpperCase()}${answerWords[kind].slice(1)}${rows > 1 ? ` (cả ${count(rows)} dòng)` : ''}`,
    allOfThese: (rows: number) => `Cả ${count(rows)} dòng`,
    onlyThis: (code: string) => `Chỉ dòng ${code}`,
    nextSection: (heading: Row) => `Tiếp ${nameOf(heading).replace(/^M/u, 'm')}`,
  },
} as const;
