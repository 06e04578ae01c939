import { dayOf } from '../domain/office-time.ts';
import type { COUNTED_KINDS } from '../domain/figures-table.ts';
import type { Severity } from '../domain/form.ts';
import type { ReportState } from '../domain/receipt.ts';
import { capital, count, percent, periodInWords, shortDay, uncapital } from './format.ts';
import { dataMoment } from './lists.ts';

type Kind = (typeof COUNTED_KINDS)[number];

/** What stands in the cells of the table of all units; its key stands under the title. */
const MARKS = {
  nothing: 'KPS',
  missing: 'CCSL',
  out_of_scope: 'KTPV',
  unanswered: '…',
  not_asked: '–',
  not_sent: '',
  hidden: '×',
  other_meaning: '≠',
} as const satisfies Record<Exclude<Kind, 'value' | 'zero'>, string>;

const STATES: Record<ReportState, string> = {
  received_on_time: 'Đã gửi đúng hạn',
  received_late: 'Đã gửi, quá hạn',
  received: 'Đã gửi',
  overdue: 'Chưa gửi, quá hạn',
  open: 'Chưa gửi, còn trong hạn',
  unfollowed: 'Chưa gửi (thời hạn trước khi theo dõi tại đây)',
};

interface Sent {
  units: number;
  complete: number;
  partial: number;
}

const countSent = (reports: readonly { facts: { complete: boolean | null } }[]): Sent => ({
  units: reports.length,
  complete: reports.filter(({ facts }) => facts.complete === true).length,
  partial: reports.filter(({ facts }) => facts.complete === false).length,
});

interface Choice {
  title: string;
  period: string;
  planTitle: string;
}

/** Words of what leaves as a file: workbooks, lists, the picture; and of the messages that bring them. */
export const paperTexts = {
  marks: MARKS,
  /** How many sent everything, a part, or nothing yet. */
  countSent,
  state: (state: ReportState) => STATES[state],

  table: {
    sheet: 'Tổng hợp',
    title: ({ title, period }: Choice) =>
      `TỔNG HỢP SỐ LIỆU: ${title}${period === '' ? '' : `, ${periodInWords(period)}`}`,
    of: ({ planTitle }: Choice, now: Date) => `${planTitle}; ${dataMoment(now)}.`,
    sent: (facts: { units: number; complete: number; partial: number }) =>
      `${count(facts.units)} đơn vị; đã gửi đủ: ${count(facts.complete)}; gửi một phần: ${count(facts.partial)}; chưa gửi số liệu: ${count(facts.units - facts.complete - facts.partial)}. Chỉ tính số liệu đã gửi, không tính số liệu đang nhập.`,
    key: 'KPS: không phát sinh; CCSL: chưa có số liệu; KTPV: không thuộc phạm vi; …: gửi mà chưa trả lời; –: không phải báo cáo chỉ tiêu này; ô trống: chưa gửi. Tỷ lệ chung tính từ tổng tử số và tổng mẫu số, không lấy trung bình các tỷ lệ.',
    changedKey: '≠: số liệu theo biểu cũ, chỉ tiêu nay hỏi nội dung khác nên không cộng.',
    hiddenKey: '×: chỉ thành viên phụ trách lĩnh vực và trưởng đoàn xem được.',
    hiddenRows: (rows: number) =>
      `Không có trong bảng: ${count(rows)} chỉ tiêu chỉ thành viên phụ trách lĩnh vực và trưởng đoàn xem được.`,
    heads: {
      code: 'Mã',
      name: 'Chỉ tiêu',
      measure: 'Đơn vị tính',
      total: 'Chung',
      of: 'Số đơn vị tính vào',
      value: 'Có số',
      zero: 'Bằng 0',
      nothing: 'KPS',
      missing: 'CCSL',
      out_of_scope: 'KTPV',
      unanswered: 'Chưa trả lời',
      not_sent: 'Chưa gửi',
    },
    status: 'Tình trạng gửi',
    oldRows: 'Chỉ tiêu chỉ có trong biểu cũ',
    rateOf: (units: number) => `Tính từ ${count(units)} đơn vị có đủ cả hai số liệu.`,
    options: (counts: readonly { label: string; units: number }[]) =>
      counts.map(({ label, units }) => `${label}: ${units}`).join('; '),
    /** "Đã gửi đúng hạn, 27/7/2023, một phần". */
    mark: (
      state: ReportState,
      facts: { settledAt: Date | null; receivedAt: Date | null; complete: boolean | null },
    ) => {
      const came = facts.settledAt ?? facts.receivedAt;
      return [
        STATES[state],
        ...(came === null ? [] : [shortDay(dayOf(came))]),
        ...(facts.complete === false ? ['một phần'] : []),
      ].join(', ');
    },
  },

  lines: {
    title: (code: string, title: string) => (title === '' || title === code ? code : `${code}: ${title}`),
    unit: 'Đơn vị',
    block: 'Phần',
    lines: 'Số dòng',
    total: 'Tổng cộng',
    note: 'Mỗi dòng là tổng của một đơn vị; dòng cuối tính theo các dòng đang hiện khi lọc.',
    empty: 'Chưa đơn vị nào gửi bảng này.',
  },

  sending: {
    sheet: 'Tình hình gửi',
    title: 'TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ',
    heads: {
      unit: 'Đơn vị',
      state: 'Tình trạng',
      due: 'Thời hạn',
      lastDay: 'Hạn cuối',
      sent: 'Số liệu gửi lúc',
      how: 'Đầy đủ',
      no: 'Lần gửi',
      code: 'Mã xác nhận',
      asOf: 'Số liệu tính đến',
      answered: 'Đã trả lời',
      total: 'Phải trả lời',
      owed: 'Còn thiếu',
      document: 'Văn bản',
      documentDay: 'Ngày văn bản',
      sender: 'Người gửi',
    },
    complete: 'Đủ',
    partial: 'Một phần',
    none: 'Chưa gửi',
    empty: 'Không có đơn vị nào phải gửi báo cáo này.',
  },

  remarks: {
    sheet: 'Lưu ý',
    title: 'SỐ LIỆU CẦN XEM LẠI VÀ GIẢI TRÌNH',
    heads: { unit: 'Đơn vị', what: 'Nội dung', weight: 'Mức', reason: 'Giải trình của đơn vị' },
    severity: (severity: Severity) => (severity === 'error' ? 'Chưa khớp' : 'Cần xem lại'),
    explained: 'Có giải trình',
    unexplained: 'Chưa giải trình',
    line: (table: string, line: string) => `${table}, dòng "${line}"`,
    noReason: 'Chưa nêu lý do',
    empty: 'Không có số liệu nào cần xem lại.',
  },

  narratives: {
    sheet: 'Nội dung',
    title: 'NỘI DUNG BÁO CÁO BẰNG LỜI',
    heads: { unit: 'Đơn vị', part: 'Mục', text: 'Nội dung' },
    empty: 'Chưa đơn vị nào gửi nội dung.',
  },

  progress: {
    file: 'tien do bao cao',
    byUnit: 'Theo đơn vị (số liệu đã gửi/phải gửi)',
    bySection: 'Theo phần của biểu (tất cả đơn vị)',
    full: 'Đủ',
    part: 'Một phần',
    owed: 'Chưa có số liệu',
    none: 'Chưa gửi',
    more: (rest: number) => `… và ${count(rest)} mục khác`,
    title: ({ title, period }: Choice) => `${title}${period === '' ? '' : `, ${periodInWords(period)}`}`,
    moment: (now: Date) => capital(dataMoment(now)),
    summary: (facts: { units: number; complete: number; partial: number }) =>
      `${count(facts.units)} đơn vị: đã gửi đủ ${count(facts.complete)}, gửi một phần ${count(facts.partial)}, chưa gửi ${count(facts.units - facts.complete - facts.partial)}`,
    line: (name: string, done: number, total: number, mark: string) =>
      `- ${name}: ${done}/${total}${mark === '' ? '' : ` (${uncapital(mark)})`}`,
  },

  inChat: {
    table: (choice: Choice, facts: { units: number; complete: number; partial: number }, now: Date) =>
      [
        `${choice.title}${choice.period === '' ? '' : `, ${periodInWords(choice.period)}`} (${dataMoment(now)})`,
        paperTexts.table.sent(facts),
      ].join('\n'),
    which: 'Cần tệp nào?',
    appendix: 'Phụ lục nào?',
    offers: {
      table: 'Bảng tổng hợp số liệu các đơn vị (Excel)',
      progress: 'Hình tiến độ gửi số liệu',
      late: 'Đơn vị chưa gửi, gửi quá hạn (Excel)',
      tasks: 'Nhiệm vụ theo tình trạng (Excel)',
      schedule: 'Lịch kiểm tra (Excel)',
      ledger: 'Sổ theo dõi tin đã gửi (Excel)',
    },
    noTable: 'Chưa có báo cáo theo biểu nào trong phạm vi theo dõi để tổng hợp.',
    whichTable: (total: number, offered: number) =>
      total > offered ? `Có ${count(total)} báo cáo; ${count(offered)} báo cáo đầu:` : 'Báo cáo nào?',
    choice: ({ title, period, sent, units }: Choice & { sent: number; units: number }) =>
      `${title}${period === '' ? '' : `, ${periodInWords(period)}`} (${sent}/${units} đơn vị đã gửi số liệu)`,
    tooMany: (units: number) =>
      `Báo cáo này có ${count(units)} đơn vị, nhiều hơn mức lập được trong tin nhắn. Đề nghị nêu tên đơn vị, ví dụ "xuất số liệu Sở Công Thương"; bảng đầy đủ do người quản trị hệ thống lập bằng lệnh dondoc export.`,
    attached: 'Toàn bộ số liệu, tình hình gửi, giải trình ở tệp kèm theo.',
    list: (title: string, rows: number, now: Date) =>
      `${title}: ${count(rows)} dòng, ở tệp kèm theo (${dataMoment(now)}).`,
    emptyList: (empty: string, now: Date) => `${empty.replace(/\.$/, '')} (${dataMoment(now)}).`,
    row: (code: string, name: string, total: string, of: number) =>
      `- ${`${code} ${name}`.trim()}: ${total} (${count(of)} đơn vị)`,
    rateOf: (value: number) => percent(value),
  },
} as const;
