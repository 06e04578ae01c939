import type { Answer, Cells, TableLine } from '../domain/answers.ts';
import type { Day } from '../domain/day.ts';
import { isNote, type Row, type Table } from '../domain/form.ts';
import type { Words } from '../domain/plan.ts';
import type { Receipt } from '../services/submissions.ts';
import { count, deadlineInWords, momentInWords, number, percent, shortDay } from './format.ts';
import { codeAndName, sectionCode } from './form-codes.ts';
import { answerInWords, quote } from './texts-form.ts';
import { columnsInWords, tableHeading } from './texts-tables.ts';

type Purpose = 'submit' | 'document' | 'view' | 'workbook' | 'share';
type Report = Receipt['report'];
type Document = Receipt['documents'][number];

/** "số 123/BC-SCT ngày 28/7/2023 (đã ghi nhận, chờ đối chiếu bản ký số)". */
export function documentName({ number: no, issuedOn, byReceiver, receivedOn }: Document): string {
  const name = [
    no === null ? 'chưa rõ số' : `số ${no}`,
    ...(issuedOn === null ? [] : [`ngày ${shortDay(issuedOn)}`]),
  ].join(' ');
  if (!byReceiver) return `${name} (đã ghi nhận, chờ đối chiếu bản ký số)`;
  return `${name} (đã nhận bằng văn bản${receivedOn === null ? '' : ` ngày ${shortDay(receivedOn)}`})`;
}

function outcomeOf(report: Report): string {
  if (!report.settledAt) return 'chưa nhận đủ theo yêu cầu';
  const verdict = report.onTime === null ? 'ĐÃ NHẬN' : report.onTime ? 'ĐÚNG HẠN' : 'QUÁ HẠN';
  return `${verdict}, nhận lúc ${momentInWords(report.settledAt)}`;
}

const about = (report: Report): string => `${report.title} của ${report.unitName}`;

/** Sentences on reports as a whole: choosing, viewing, registering the signed paper. */
export const reportTexts = {
  nothingOwed: (purpose: Purpose, now: Date) =>
    purpose === 'workbook' || purpose === 'share'
      ? `Hiện đơn vị không có báo cáo nào có biểu số liệu (số liệu đến ${momentInWords(now)}).`
      : purpose === 'view'
        ? `Hiện chưa có báo cáo nào của đơn vị để xem (số liệu đến ${momentInWords(now)}).`
        : `Hiện đơn vị không có báo cáo nào phải gửi (số liệu đến ${momentInWords(now)}).`,
  which: (purpose: Purpose, total: number, offered: number) => {
    const ask = {
      submit: 'Đề nghị chọn báo cáo cần gửi:',
      document: 'Văn bản này là của báo cáo nào?',
      view: 'Đề nghị chọn báo cáo cần xem:',
      workbook: 'Đề nghị chọn báo cáo cần nhận biểu Excel:',
      share: 'Đề nghị chọn báo cáo cần chia biểu:',
    }[purpose];
    return total > offered
      ? `Có ${count(total)} báo cáo, sau đây là ${count(offered)} báo cáo gần hạn nhất. ${ask}`
      : ask;
  },
  choice: (report: Report, withUnit: boolean) =>
    `${report.title}${withUnit ? ` của ${report.unitName}` : ''}: ${deadlineInWords(report)}`,
  alreadySent: (code: string, at: Date, owed: number) => {
    const [name = '', no = ''] = code.split('/');
    const stillOwed = owed === 0 ? '' : ` Còn phải bổ sung ${count(owed)} số liệu.`;
    return `Báo cáo đã gửi lúc ${momentInWords(at)} (mã ${name}/lần ${no}).${stillOwed} Số liệu sửa sẽ được gửi thành lần sau; lần trước vẫn được giữ nguyên.`;
  },
  alreadySentText: (code: string, at: Date) => {
    const [name = '', no = ''] = code.split('/');
    return `Nội dung tóm tắt đã gửi lúc ${momentInWords(at)} (mã ${name}/lần ${no}). Nội dung sửa sẽ được gửi thành lần sau; lần trước vẫn được giữ nguyên.`;
  },
  withoutForm: (report: Report) =>
    `${about(report)}\nThời hạn: ${deadlineInWords(report)}. Gửi ${report.recipient}.\nBáo cáo này không có biểu số liệu kèm theo. Sau khi ký, đề nghị nhắn VANBAN để ghi số, ký hiệu, ngày văn bản; có thể gửi trước nội dung tóm tắt tại đây.`,

  overview: (facts: {
    report: Report;
    receipt: Receipt | null;
    isDraft: boolean;
    documents: readonly Document[];
    now: Date;
    reasons: readonly { text: string; reason: string | null }[];
  }) => {
    const { report, receipt, isDraft, documents, now, reasons } = facts;
    const [code = '', no = ''] = receipt?.code.split('/') ?? [];
    return [
      about(report),
      `(số liệu đến ${momentInWords(now)})`,
      `Thời hạn: ${deadlineInWords(report)}. Kết quả: ${outcomeOf(report)}`,
      receipt
        ? `Lần gửi gần nhất: mã ${code}/lần ${no}, ${momentInWords(receipt.receivedAt)}, số liệu tính đến ngày ${shortDay(receipt.asOf)}${receipt.tally.total > 0 ? `, có số liệu ${count(receipt.tally.answered - receipt.tally.missing)}/${receipt.tally.total}` : ''}${isDraft ? '. Dưới đây là số liệu đang ghi, kể cả phần sửa sau lần gửi này' : ''}`
        : 'Chưa gửi; dưới đây là số liệu đang nhập',
      `Văn bản: ${documents.length === 0 ? 'chưa đăng ký số, ký hiệu' : documents.map(documentName).join('; ')}`,
      ...(reasons.length === 0 ? [] : ['Nội dung cần lưu ý:']),
      ...reasons.map(
        ({ text, reason }) => `- ${text}. ${reason === null ? 'Chưa nêu lý do' : `Giải trình: ${reason}`}`,
      ),
    ].join('\n');
  },
  nothingSent: (report: Report, now: Date) =>
    `Đến ${momentInWords(now)}, ${report.recipient} chưa nhận được số liệu ${about(report)}. Thời hạn: ${deadlineInWords(report)}.`,

  section: (facts: {
    heading: Row;
    rows: readonly { row: Row; answer: Answer | undefined; old?: Answer | undefined }[];
    hidden: number;
    words: Words;
    reasons: readonly { text: string; reason: string | null }[];
  }) => {
    const { heading, rows, hidden, words, reasons } = facts;
    return [
      `${sectionCode(heading)}. ${heading.name}`,
      ...rows.map(({ row, answer, old }) => {
        const name = codeAndName({ code: row.code, name: row.name.replace(/[.\s]+$/, '') });
        if (row.kind === 'group') return name;
        if (old) return `${name}: ${answerInWords(row, old)} (cần xác nhận lại)`;
        return `${name}: ${answer ? answerInWords(row, answer) : '…'}`;
      }),
      ...(hidden > 0
        ? [`${count(hidden)} dòng chỉ ${words.member} phụ trách lĩnh vực và ${words.lead} xem được.`]
        : []),
      ...reasons.map(
        ({ text, reason }) =>
          `Lưu ý: ${text}. ${reason === null ? 'Chưa nêu lý do' : `Giải trình: ${reason}`}`,
      ),
    ].join('\n');
  },
  tableLines: (facts: {
    table: Table;
    lines: readonly TableLine[];
    totals: Readonly<Record<string, number>>;
    answer: Answer | undefined;
  }) => {
    const { table, lines, totals, answer } = facts;
    const columns = table.columns.filter((column) => !isNote(column));
    const cells = (of: Cells): string =>
      columns
        .map(({ key, kind }) => {
          const value = of[key];
          if (typeof value === 'string') return `“${value}”`;
          return value === undefined ? '…' : kind === 'percent' ? percent(value) : number(value);
        })
        .join(', ');
    const blockTitle = (key: string): string => table.blocks.find((block) => block.key === key)?.title ?? '';
    return [
      tableHeading(table),
      `Cột: ${columnsInWords(columns, (name, index) => `(${index + 1}) ${name}`)}`,
      ...(lines.length === 0 ? [answer ? answerInWords(null, answer) : 'Chưa có dòng nào.'] : []),
      ...lines.map(
        (line) =>
          `- ${line.block === '' ? '' : `${blockTitle(line.block)} – `}${line.label}: ${cells(line.cells)}${line.explanation ? `. Giải trình: ${line.explanation}` : ''}`,
      ),
      ...(lines.length > 0 && Object.keys(totals).length > 0 ? [`Tổng: ${cells(totals)}`] : []),
    ].join('\n');
  },
  narratives: (parts: readonly { code: string; title: string; text: string }[]) =>
    parts.length === 0
      ? 'Chưa có nội dung lời văn.'
      : parts.map(({ code, title, text }) => `${code} ${title}`.trim() + `\n${text}`).join('\n\n'),
  howToCorrect: (code: string) => `Sửa số liệu bằng cách nhắn mã và số mới, ví dụ "${code}: 1245".`,

  askDocument: (report: Report) =>
    `Đề nghị nhắn số, ký hiệu, ngày của ${about(report)} đã ký, ví dụ "123/BC-SCT ngày 28/7".`,
  askDocumentDay: (no: string) =>
    `Văn bản số ${no}: đề nghị nhắn ngày văn bản, ví dụ "28/7" (văn bản chưa ghi ngày thì nhắn "không có ngày"). Chưa ghi nhận khi chưa rõ ngày.`,
  correctDocument: (report: Report) =>
    `Không có văn bản nào được ghi nhận hoặc thay đổi từ tin này. Số, ký hiệu, ngày văn bản đã ghi nhận của ${about(report)} do cơ quan thường trực sửa hoặc hủy: soạn HOI và nêu số đã ghi, số đúng. Văn bản chưa đăng ký thì nhắn số, ký hiệu và ngày, ví dụ "123/BC-SCT ngày 28/7".`,
  howToCorrectDocument:
    'Không có văn bản nào được ghi nhận hoặc thay đổi từ tin này. Số, ký hiệu, ngày văn bản đã ghi nhận do cơ quan thường trực sửa hoặc hủy: soạn HOI và nêu số đã ghi, số đúng.',
  documentUnclear: (typed: string) =>
    `Chưa rõ số, ký hiệu văn bản trong ${quote(typed)}. Đề nghị nhắn như ví dụ: "123/BC-SCT ngày 28/7".`,
  documentDayUnclear: (no: string, why: string) =>
    `Văn bản số ${no}: chưa rõ ngày văn bản (${why}), nên chưa ghi nhận. Đề nghị nhắn lại số, ký hiệu và ngày, ví dụ "${no} ngày 28/7".`,
  documentInFuture: (no: string, day: Day) =>
    `Văn bản số ${no}: ngày ${shortDay(day)} chưa đến, nên chưa ghi nhận. Đề nghị nhắn lại số, ký hiệu và ngày văn bản.`,
  documentRegistered: (facts: { report: Report; document: Document; isNew: boolean; hasForm: boolean }) => {
    const { report, document, isNew, hasForm } = facts;
    const needsFigures = hasForm && report.figuresAt === null;
    return [
      isNew ? 'ĐÃ GHI NHẬN VĂN BẢN' : 'VĂN BẢN NÀY ĐÃ ĐƯỢC GHI NHẬN TRƯỚC ĐÓ',
      '',
      `Đơn vị: ${report.unitName}`,
      `Nội dung: ${report.title} (gửi ${report.recipient})`,
      `Văn bản: ${documentName(document)}`,
      `Thời điểm ghi nhận: ${momentInWords(document.registeredAt)}`,
      `Thời hạn: ${deadlineInWords(report)}. Kết quả: ${outcomeOf(report)}`,
      ...(needsFigures
        ? [
            report.settledAt
              ? 'Số liệu theo biểu chưa gửi tại đây; có thể bổ sung sau.'
              : 'Còn phải gửi số liệu theo biểu.',
          ]
        : []),
      'Trân trọng cảm ơn đồng chí.',
    ].join('\n');
  },

  offers: { correct: 'Sửa, nhập tiếp', otherParts: 'Xem phần khác', enterFigures: 'Nhập số liệu theo biểu' },
} as const;
