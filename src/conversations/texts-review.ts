import type { Answer, Tally } from '../domain/answers.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Day } from '../domain/day.ts';
import type { Row } from '../domain/form.ts';
import { isOnTime } from '../domain/deadline.ts';
import type { Receipt, Review } from '../services/submissions.ts';
import { codeAmong, fullCode, sectionCode } from './form-codes.ts';
import { count, deadlineInWords, momentInWords, periodInWords, shortDay } from './format.ts';
import { withPeriod } from './recurring-reports.ts';
import { documentName } from './texts-report.ts';
import { formChangeTexts } from './texts-form-change.ts';
import { formTexts, quote } from './texts-form.ts';

/** Codes listed in one line before the others are only counted. */
const LISTED = 15;

function tallied(tally: Tally): string {
  const kinds = [
    [tally.value, 'có số'],
    [tally.nothing, 'không phát sinh'],
    [tally.missing, 'chưa có số liệu'],
    [tally.outOfScope, 'không thuộc phạm vi'],
  ] as const;
  return kinds
    .filter(([of]) => of > 0)
    .map(([of, name]) => `${count(of)} ${name}`)
    .join(', ');
}

/** What was sent as "chưa có số liệu" is no figure received. */
const receivedOf = ({ total, answered, missing }: Tally): string =>
  missing === 0 ? `Đã nhận ${answered}/${total} số liệu` : `Có số liệu ${count(answered - missing)}/${total}`;

/** A year needs no word after "kỳ". */
const periodOf = (period: string): string => (/^\d{4}$/.test(period) ? period : periodInWords(period));

/** "Phụ lục 2: 02 dòng; Phụ lục 3: chưa có dòng nào". */
const tablesInWords = (tables: readonly { code: string; lines: number }[]): string =>
  tables
    .map(({ code, lines }) => {
      const name = /^(Phụ lục|Bảng|Biểu)/u.test(code) ? code : `Bảng ${code}`;
      return `${name}: ${lines > 0 ? `${count(lines)} dòng` : 'chưa có dòng nào'}`;
    })
    .join('; ');

const codesOf = (rows: readonly Row[], all: readonly Row[]): string =>
  `${rows
    .slice(0, LISTED)
    .map((row) => codeAmong(row, all, fullCode(row, all)))
    .join(', ')}${rows.length > LISTED ? ` và ${count(rows.length - LISTED)} dòng khác` : ''}`;

function outcome(
  { report, receivedAt, no }: Receipt,
  first: { no: number; receivedAt: Date; complete: boolean } | null,
): string {
  if (!report.settledAt) {
    return report.proof === 'document' || report.proof === 'both'
      ? 'còn chờ số, ký hiệu văn bản đã ký'
      : 'chưa đủ số liệu nên chưa tính là đã gửi báo cáo';
  }
  if (report.onTime === null)
    return report.lastDay === null
      ? 'ĐÃ NHẬN (báo cáo chưa có thời hạn)'
      : 'ĐÃ NHẬN (thời hạn trước khi kế hoạch được theo dõi tại đây)';
  const verdict = report.onTime ? 'ĐÚNG HẠN' : 'QUÁ HẠN';
  const isByThis = report.settledAt.getTime() === receivedAt.getTime();
  if (isByThis || no === 1) return verdict;
  return `${verdict} (tính theo lần gửi đầu, ${momentInWords(report.settledAt < receivedAt ? report.settledAt : (first?.receivedAt ?? receivedAt))})`;
}

/** Sentences from "gửi" to the receipt. */
export const reviewTexts = {
  nothingToSend: 'Báo cáo chưa có số liệu nào để gửi.',
  noTextToSend: 'Báo cáo chưa có nội dung tóm tắt để gửi.',
  /** `toConfirm`: how many of them have a figure from before the form changed. */
  blanks: (
    tally: Tally,
    sections: readonly { heading: Row; open: readonly Row[] }[],
    all: readonly Row[],
    { toConfirm, isPart }: { toConfirm: number; isPart: boolean },
  ) =>
    [
      `Đã có ${tally.answered - tally.missing}/${tally.total} số liệu${tally.missing > 0 ? `, ${count(tally.missing)} đã ghi "chưa có số liệu"` : ''}, còn thiếu ${count(tally.total - tally.answered)}:`,
      ...sections.map(
        ({ heading, open }) =>
          `- ${sectionCode(heading)}: ${open
            .slice(0, LISTED)
            .map((row) => codeAmong(row, all))
            .join(', ')}${open.length > LISTED ? ` và ${count(open.length - LISTED)} dòng khác` : ''}`,
      ),
      ...(toConfirm > 0 ? [formChangeTexts.inReview(toConfirm)] : []),
      isPart
        ? 'Có thể nhập tiếp; báo cáo do đầu mối của cơ quan gửi.'
        : 'Có thể nhập tiếp, hoặc gửi phần đã có: các dòng còn lại được ghi "chưa có số liệu" và theo dõi để bổ sung sau.',
    ].join('\n'),
  findingsFirst: (findings: number) => `Trước khi gửi, có ${count(findings)} nội dung cần xem lại.`,
  askAsOf: 'Số liệu tính đến ngày nào? Có thể nhắn ngày khác, ví dụ "25/7".',
  asOfOffer: (day: Day, from: 'today' | 'file' | 'last') =>
    `${{ today: 'Hôm nay', file: 'Theo biểu Excel', last: 'Như lần trước' }[from]}, ${shortDay(day)}`,
  asOfUnclear: (typed: string) => `Chưa rõ ngày ${quote(typed)}.`,
  asOfInFuture: (day: Day) => `Ngày ${shortDay(day)} chưa đến, số liệu không thể tính đến ngày này.`,

  summary: (facts: {
    report: Review['draft']['report'];
    review: Review;
    asOf: Day;
    now: Date;
    tables: readonly { code: string; lines: number; answer: Answer | undefined }[];
    texts: { given: number; total: number };
    hasForm: boolean;
  }) => {
    const { report, review, asOf, now, tables, texts, hasForm } = facts;
    const { tally, explained, explanations } = review;
    const state =
      report.settledAt !== null || report.lastDay === null
        ? ''
        : isOnTime(dayOf(now), report.lastDay)
          ? '; còn trong hạn'
          : '; đã qua hạn';
    return [
      `Xem lại trước khi gửi: ${withPeriod(report).title} của ${report.unitName}`,
      `Thời hạn: ${deadlineInWords(report)}${state}`,
      `Số liệu tính đến ngày: ${shortDay(asOf)}`,
      ...(hasForm && tally.total > 0
        ? [`Số liệu: ${tally.answered - tally.missing}/${tally.total}: ${tallied(tally)}`]
        : []),
      ...(review.unanswered.length > 0
        ? [
            `${count(review.unanswered.length)} dòng chưa nhập được ghi "chưa có số liệu" khi gửi và vẫn theo dõi để bổ sung sau.`,
          ]
        : []),
      ...tables.map(({ code, lines, answer }) => formTexts.table(code, lines, answer)),
      ...(texts.total > 0 && hasForm ? [`Đề cương: ${texts.given}/${texts.total} nội dung`] : []),
      ...(explained > 0 ? [`Kèm giải trình: ${count(explained)} nội dung`] : []),
      ...(explanations.length > 0
        ? [
            `Chưa nêu lý do quá hạn: ${explanations
              .slice(0, LISTED)
              .map(({ label }) => label)
              .join('; ')}`,
          ]
        : []),
      'Chọn Gửi để gửi báo cáo.',
    ].join('\n');
  },

  changedMeanwhile:
    'Số liệu vừa được cập nhật thêm sau bảng tổng hợp trước, nên báo cáo chưa gửi. Đề nghị xem lại:',
  alreadySent: 'Nội dung này đã được gửi trước đó, không ghi thêm lần gửi mới. Xác nhận đã cấp:',

  receipt: (facts: {
    receipt: Receipt;
    senderName: string;
    first: { no: number; receivedAt: Date; complete: boolean } | null;
    now: Date;
    rows: readonly Row[];
  }) => {
    const { receipt, senderName, first, now, rows } = facts;
    const { report, tally, tables, texts, documents, owed } = receipt;
    const [code = '', no = ''] = receipt.code.split('/');
    const lag = Math.abs(now.getTime() - receipt.receivedAt.getTime());
    return [
      `XÁC NHẬN TIẾP NHẬN${receipt.complete ? '' : ' (CHƯA ĐỦ)'} – Mã ${code}/lần ${no}`,
      '',
      `Đơn vị: ${report.unitName}. Người gửi: đồng chí ${senderName}`,
      `Nội dung: ${report.title}${report.period === '' ? '' : `, kỳ ${periodOf(report.period)}`} (gửi ${report.recipient})`,
      `Thời điểm gửi đến: ${momentInWords(receipt.receivedAt)}${lag >= 60_000 ? ` (máy chủ ghi nhận ${momentInWords(now)})` : ''}`,
      `Thời hạn: ${deadlineInWords(report)}. Kết quả: ${outcome(receipt, first)}`,
      `Số liệu tính đến ngày: ${shortDay(receipt.asOf)}`,
      ...(tally.total > 0
        ? [
            `${receivedOf(tally)}: ${tallied(tally)}${receipt.explained > 0 ? `; ${count(receipt.explained)} nội dung kèm giải trình` : ''}`,
          ]
        : []),
      ...(tables.length > 0 ? [tablesInWords(tables)] : []),
      ...(texts.given > 0 ? [`Phần lời văn: ${texts.given}/${texts.total} nội dung`] : []),
      ...(owed.length > 0 ? [`Còn phải bổ sung ${count(owed.length)} số liệu: ${codesOf(owed, rows)}`] : []),
      `Văn bản: ${documents.length === 0 ? 'chưa đăng ký số, ký hiệu' : documents.map(documentName).join('; ')}`,
      `Mã đối chiếu nội dung: ${receipt.digest.slice(0, 12)}`,
      '',
      `Bổ sung sau này được lưu thành lần ${receipt.no + 1}${report.settledAt ? ' và không làm thay đổi kết quả trên' : ''}.`,
      'Trân trọng cảm ơn đồng chí.',
    ].join('\n');
  },

  offers: {
    fillIn: 'Nhập tiếp phần còn thiếu',
    sendRest: 'Gửi phần đã có',
    menu: 'Danh sách các phần',
    stop: 'Dừng, gửi sau',
    send: 'Gửi',
    view: 'Xem số liệu',
    correct: 'Sửa, nhập tiếp',
    explain: 'Nêu lý do quá hạn',
    registerPaper: 'Đăng ký số văn bản đã ký',
  },
} as const;
