import type { GuideKey } from './context.ts';
import { daysBetween, type Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { reportState } from '../domain/receipt.ts';
import type { Contact as PrintedContact, Proof } from '../domain/plan.ts';
import {
  count,
  deadlineInWords,
  momentInWords,
  shortDay,
  weekdayThenDay,
  type DeadlineFacts,
} from './format.ts';
import { dataMoment, listed } from './lists.ts';
import { scheduleTexts } from './texts-schedule.ts';
import { sessionAwaited, sessionInWords, windowInWords, type VisitFacts } from './visit-words.ts';

export interface ReportFacts extends DeadlineFacts {
  title: string;
  recipient: string;
  proof: Proof;
  settledAt: Date | null;
  onTime: boolean | null;
  figuresAt: Date | null;
  documentAt: Date | null;
}

/** What has come of a report, in a few words. `lastWorkingDay` and `daysLeft` belong to open reports with a date. */
export function stateInWords(
  report: ReportFacts,
  now: Date,
  left: { lastWorkingDay: Day; days: number } | null,
): string {
  const { settledAt, lastDay } = report;
  const half = halfReceived(report);
  switch (reportState(report, now)) {
    case 'received_on_time':
      return `đã nhận lúc ${momentInWords(settledAt ?? now)}, đúng hạn`;
    case 'received_late':
      return `đã nhận lúc ${momentInWords(settledAt ?? now)}, quá hạn`;
    case 'received':
      return `đã nhận lúc ${momentInWords(settledAt ?? now)}`;
    case 'unfollowed':
      return `${half}; thời hạn trước khi kế hoạch được theo dõi tại đây`;
    case 'overdue':
      return `${half}, quá hạn ${count(lastDay === null ? 0 : daysBetween(lastDay, dayOf(now)))} ngày`;
    case 'open':
      if (left === null) return half;
      if (left.days === 0) return `${half}; hôm nay là ngày làm việc cuối cùng trước hạn`;
      if (left.days < 0) return `${half}; còn trong hạn, các ngày còn lại là ngày nghỉ`;
      return `${half}; đề nghị gửi trong ngày làm việc ${weekdayThenDay(left.lastWorkingDay)} (còn ${count(left.days)} ngày làm việc)`;
  }
}

function halfReceived({ figuresAt, documentAt }: ReportFacts): string {
  if (figuresAt) return 'đã nhận số liệu, chưa nhận báo cáo ký số';
  return documentAt ? 'đã nhận văn bản, chưa nhận số liệu' : 'chưa nhận được';
}

const GUIDES: Record<GuideKey, string> = {
  'can-bo-dau-moi': 'Hướng dẫn cho cán bộ đầu mối',
  'thu-truong-don-vi': 'Hướng dẫn cho thủ trưởng đơn vị',
  'truong-doan': 'Hướng dẫn cho Trưởng đoàn kiểm tra',
  'co-quan-thuong-truc': 'Hướng dẫn cho cơ quan thường trực',
};

export const questionTexts = {
  outOfScope: (address: string) =>
    `Nội dung này không có trong phạm vi theo dõi của ${address}. Soạn TROGIUP để xem các nội dung có thể hỏi.`,
  notFound: (address: string) => `Không tìm thấy nội dung này trong phạm vi theo dõi của ${address}.`,

  contactNotNeeded: 'Vướng mắc của các đơn vị được chuyển đến cơ quan thường trực để trả lời tại đây.',

  guide: (key: GuideKey, address: string) => `${GUIDES[key]}: ${address}`,
  help: {
    officer: [
      'Trợ lý CCHC hỗ trợ theo dõi thời hạn, nhập và gửi số liệu báo cáo, xem lịch kiểm tra.',
      '- HAN: thời hạn báo cáo của cơ quan',
      '- LICH: lịch kiểm tra',
      '- GUI: nhập và gửi số liệu; TIEP: nhập tiếp phần đang dở; XEM: xem số liệu đã nhập',
      '- BIEU: biểu Excel của báo cáo, nhập xong gửi lại tệp tại đây; CHIABIEU: chia từng phần cho người khác nhập; BIEUXA: biểu cho các xã, số liệu được cộng',
      '- XUAT: số liệu, nhiệm vụ, lịch của cơ quan ra tệp Excel',
      '- VANBAN: ghi nhận báo cáo đã ký (nhắn số, ký hiệu, ngày; ví dụ 123/BC-SCT ngày 28/7)',
      '- NHIEMVU: nhiệm vụ được giao, báo tiến độ, báo hoàn thành; KETLUAN: nội dung phải khắc phục sau kiểm tra',
      '- HOI: chuyển vướng mắc đến cơ quan thường trực; GIAHAN: đề nghị lùi thời hạn',
      '- DULIEU: dữ liệu đang lưu về cá nhân, nhận bản sao, đề nghị xóa; NGUNGNHAC, NHACLAI: dừng, nhận lại tin trước hạn',
      'Khi nhập số liệu có thể nhắn "3.1.1: 1245; 3.1.2: 1230", dán một cột từ Excel, hoặc trả lời từng câu; soạn LUI, BO QUA, XEM, DUNG ở bất cứ bước nào.',
      'Có thể hỏi bằng câu thông thường, ví dụ "khi nào phải gửi báo cáo".',
    ].join('\n'),
    filler: [
      'Trợ lý CCHC hỗ trợ nhập phần số liệu được giao.',
      '- GUI: nhập phần được giao; TIEP: nhập tiếp phần đang dở; XEM: xem số liệu đã nhập',
      '- BIEU: nhận biểu Excel của phần được giao, nhập xong gửi lại tệp tại đây',
      '- DULIEU: dữ liệu đang lưu về cá nhân, nhận bản sao, đề nghị xóa',
      'Báo cáo do đầu mối của cơ quan gửi.',
    ].join('\n'),
    team: [
      'Trợ lý CCHC hỗ trợ theo dõi báo cáo và lịch kiểm tra trong phạm vi được phân công.',
      '- TINHHINH: tình hình gửi báo cáo của các đơn vị',
      '- LICH: lịch kiểm tra; hỏi theo ngày, theo đơn vị, ví dụ "mai đoàn đi đâu"',
      '- Số liệu, giải trình và nội dung cần lưu ý trước buổi làm việc: hỏi tên đơn vị, ví dụ "cho xem số liệu Sở Công Thương"',
      '- XUAT: bảng số liệu, danh sách ra tệp Excel; cũng có thể nhắn "tải ds đơn vị chậm nộp", "in phụ lục 1", "hình tiến độ"',
      '- Đề nghị đơn vị bổ sung: chọn tại phần số liệu của đơn vị',
      '- DAKIEMTRA: ghi nhận đã kiểm tra xong; KETLUAN: kết luận, khắc phục sau kiểm tra; NHIEMVU: tiến độ nhiệm vụ',
      '- DOTXUAT: ghi nhận cuộc kiểm tra đột xuất, CONGBO: công bố cuộc kiểm tra đó',
      'Tin tổng hợp được gửi lúc 07 giờ 00 phút các ngày làm việc khi có nội dung mới.',
    ].join('\n'),
    coordinator: [
      'Trợ lý CCHC hỗ trợ cơ quan thường trực theo dõi báo cáo và lịch kiểm tra.',
      '- TINHHINH: tình hình gửi báo cáo; LICH: lịch kiểm tra; tên đơn vị: chi tiết của đơn vị',
      '- XUAT: bảng tổng hợp, danh sách, sổ theo dõi tin ra tệp Excel; cũng có thể nhắn "tải ds đơn vị chậm nộp", "in phụ lục 1", "hình tiến độ"',
      '- DIEUHANH: thông báo và điều chỉnh buổi làm việc, ghi nhận báo cáo giấy, gia hạn, duyệt tin gửi lãnh đạo đơn vị, đôn đốc, tạm dừng gửi tin, thêm người dùng',
      '- THEMCUOC: bổ sung cuộc kiểm tra; HUYCUOC: không tiến hành; DAKIEMTRA: đã kiểm tra xong; KETLUAN: kết luận, khắc phục sau kiểm tra',
      '- NHIEMVU: tiến độ nhiệm vụ; CHOXACNHAN: nhiệm vụ báo hoàn thành, đề nghị lùi thời hạn; hỏi "tiến độ theo đơn vị", "theo lĩnh vực"',
      '- DUYET: việc chờ duyệt; CAUHOI: vướng mắc chờ trả lời; NGAYMAI: các tin sẽ gửi; TINLOI: tin chưa gửi được; SOTIN: số tin trong tháng',
      '- THEMNGUOI: thêm người dùng; BANGIAO: bàn giao đầu mối; CAPMA: cấp mã kết nối; CHUALIENKET: người chưa kết nối; XOADULIEU: đề nghị xóa dữ liệu cá nhân',
      'Mọi việc có ảnh hưởng đến đơn vị đều được hỏi lại trước khi thực hiện.',
    ].join('\n'),
  },
  menu: (name: string, address: string) => `Kính chào ${address} ${name}. Đề nghị chọn nội dung:`,

  deadlines: {
    heading: (unitName: string, now: Date) => `Thời hạn báo cáo của ${unitName} (${dataMoment(now)}):`,
    line: (report: ReportFacts, state: string) => `- ${report.title}: ${deadlineInWords(report)}; ${state}.`,
    /** How many periods of the same are not told: "đã nhận 02 kỳ trước, và 09 kỳ sau"; empty where none is left out. */
    untold: ({ later, received }: { later: number; received: number }) =>
      [
        ...(received > 0 ? [`đã nhận ${count(received)} kỳ trước`] : []),
        ...(later > 0 ? [`và ${count(later)} kỳ sau`] : []),
      ].join(', '),
    /** A line with what is left out behind it. */
    withUntold: (line: string, untold: { later: number; received: number }) => {
      const said = questionTexts.deadlines.untold(untold);
      if (said === '') return line;
      return line.endsWith('.') ? `${line.slice(0, -1)}; ${said}.` : `${line}; ${said}`;
    },
    supplement: (title: string, dueOn: Day | null, now: Date) =>
      `- Bổ sung, hoàn chỉnh ${title.charAt(0).toLowerCase()}${title.slice(1)}: ${dueOn === null ? 'chưa nêu thời hạn' : `chậm nhất hết ngày ${shortDay(dueOn)}${dueOn < dayOf(now) ? '; đã quá thời hạn' : ''}`}.`,
    unfollowed: (reports: number) =>
      `- ${count(reports)} báo cáo có thời hạn trước khi kế hoạch được theo dõi tại đây, chưa ghi nhận tại đây.`,
    none: (unitName: string, now: Date) =>
      `${unitName} hiện không có báo cáo phải gửi theo các kế hoạch đã ban hành (${dataMoment(now)}). Khi có báo cáo phải gửi, thời hạn được thông tin tại đây.`,
  },

  groups: {
    heading: (now: Date) => `Tình hình gửi báo cáo (${dataMoment(now)})`,
    deadlinesHeading: (now: Date) => `Thời hạn báo cáo của các đơn vị (${dataMoment(now)})`,
    title: (title: string, due: DeadlineFacts, total: number) =>
      `${title}, ${deadlineInWords(due)}: ${count(total)} đơn vị`,
    onTime: (names: readonly string[]) => `- Gửi đúng hạn ${count(names.length)}: ${listed(names)}`,
    late: (names: readonly string[]) => `- Gửi quá hạn ${count(names.length)}: ${listed(names)}`,
    received: (names: readonly string[]) => `- Đã gửi ${count(names.length)}: ${listed(names)}`,
    unfollowedHeading: 'Thời hạn trước khi kế hoạch được theo dõi tại đây, chưa ghi nhận tại đây:',
    overdue: (names: readonly string[]) => `- Quá hạn, chưa gửi ${count(names.length)}: ${listed(names)}`,
    open: (names: readonly string[]) => `- Còn trong hạn, chưa gửi ${count(names.length)}: ${listed(names)}`,
    farHeading: 'Các thời hạn sau, chưa đơn vị nào gửi:',
    far: (title: string, due: DeadlineFacts, total: number) =>
      `- ${title}, ${deadlineInWords(due)}: ${count(total)} đơn vị`,
    nothing: (now: Date) => `Chưa có báo cáo nào phải theo dõi (${dataMoment(now)}).`,
    more: (groups: number) => `… và ${count(groups)} thời hạn khác; hỏi theo tên đơn vị để xem chi tiết.`,
    lateSupplements: (late: readonly { unitName: string; dueOn: Day | null }[]) =>
      late.length === 0
        ? ''
        : `Bổ sung đã quá thời hạn, chưa nhận được ${count(late.length)}: ${listed(late.map(({ unitName, dueOn }) => `${unitName}${dueOn === null ? '' : ` (hạn ${shortDay(dueOn)})`}`))}.`,
    waiting: (approvals: number, difficulties: number) =>
      [
        ...(approvals > 0 ? [`Chờ duyệt: ${count(approvals)} tin gửi lãnh đạo đơn vị.`] : []),
        ...(difficulties > 0 ? [`Chờ trả lời: ${count(difficulties)} vướng mắc.`] : []),
      ].join(' '),
  },
  late: {
    summary: (overdue: number, open: number, now: Date) =>
      overdue === 0
        ? `Không có đơn vị nào quá hạn mà chưa gửi báo cáo${open === 0 ? '' : `; ${count(open)} đơn vị chưa gửi, còn trong hạn`} (${dataMoment(now)}).`
        : `${count(overdue)} đơn vị quá hạn chưa gửi báo cáo; ${count(open)} đơn vị chưa gửi, còn trong hạn (${dataMoment(now)}).`,
    noSuchDate: (due: Day) => `Không có báo cáo nào có thời hạn ${shortDay(due)} trong phạm vi theo dõi.`,
  },
  unit: {
    ended: (validTo: Day, successor: string | null) =>
      `Đơn vị kết thúc hoạt động ngày ${shortDay(validTo)}${successor === null ? '' : `; đơn vị kế thừa: ${successor}`}.`,
    heading: (unitName: string, now: Date) => `${unitName} (${dataMoment(now)})`,
    visit: (visit: VisitFacts, now: Date) =>
      `- Kiểm tra: ${visit.sessionAt ? sessionInWords(visit.sessionAt, visit.sessionPlace) : `${windowInWords(visit)}; ${sessionAwaited(visit, now)}`}.`,
  },

  schedule: scheduleTexts,

  contact: {
    heading: (unitName: string) => `Đầu mối liên hệ của ${unitName}:`,
    line: (name: string, title: string | null, phone: string | null) =>
      `- đồng chí ${name}${title === null ? '' : `, ${title}`}${phone === null ? '; chưa có số điện thoại' : `, điện thoại ${phone}`}`,
    /** As the document prints it. */
    printed: (contact: PrintedContact) => `Đầu mối nêu trong văn bản: ${contactInWords(contact)}.`,
    none: (unitName: string) => `${unitName} chưa có đầu mối được khai báo.`,
  },

  tasks: {
    none: (address: string, now: Date) =>
      `Các kế hoạch trong phạm vi theo dõi của ${address} không giao nhiệm vụ có thời hạn riêng; nội dung theo dõi là báo cáo và lịch kiểm tra (${dataMoment(now)}).`,
    reportsInstead: 'Kế hoạch không giao nhiệm vụ có thời hạn riêng; nội dung theo dõi là báo cáo.',
    noneMatching: (now: Date) => `Không có nhiệm vụ nào như vậy trong phạm vi theo dõi (${dataMoment(now)}).`,
    done: (task: string) =>
      `Chưa ghi nhận được việc hoàn thành "${task}": kế hoạch của đơn vị không giao nhiệm vụ này. Nếu cần, soạn HOI để chuyển nội dung đến cơ quan thường trực.`,
  },

  correction: (address: string) =>
    `Đề nghị ${address} nhắn nội dung đúng (họ tên, chức vụ, cơ quan, điện thoại), hoặc nêu phần chưa đúng. Nội dung được chuyển đến cơ quan thường trực để điều chỉnh.`,
  settings: {
    heading: 'Đề nghị chọn nội dung cần thay đổi:',
    hours:
      'Giờ gửi tin do Kế hoạch quy định (tin tổng hợp 07 giờ 00 phút, tin trước hạn 08 giờ 00 phút các ngày làm việc), không thay đổi riêng cho từng người. Có thể dừng nhận tin trước hạn.',
    language: 'Trợ lý CCHC trao đổi bằng tiếng Việt. Các nội dung có thể thay đổi:',
    unit: 'Việc thay đổi cơ quan, phân công do cơ quan thường trực thực hiện.',
    stopped: (isTold: boolean) =>
      `Đã dừng các tin thông tin trước hạn. Thời hạn báo cáo không thay đổi; tin về lịch kiểm tra, đề nghị bổ sung và trả lời vẫn được gửi.${isTold ? ' Cơ quan thường trực được thông tin việc này.' : ''} Soạn NHACLAI để nhận lại.`,
    alreadyStopped: 'Các tin thông tin trước hạn đã được dừng từ trước. Soạn NHACLAI để nhận lại.',
    resumed: 'Đã mở lại các tin thông tin trước hạn, gửi trong giờ hành chính các ngày làm việc.',
    alreadyOn: 'Các tin thông tin trước hạn đang được gửi bình thường.',
    style: { one_by_one: 'hỏi từng câu', batch: 'hỏi nhiều câu trong một tin' },
    styleDefault: 'theo mạng đang dùng',
    styleSet: (style: 'one_by_one' | 'batch') =>
      style === 'one_by_one'
        ? 'Từ nay số liệu được hỏi từng câu một. Soạn NAMCAU để đổi lại.'
        : 'Từ nay số liệu được hỏi tối đa 05 câu trong một tin. Soạn TUNGCAU để đổi lại.',
    addressSet: (address: string) => `Từ nay xin được xưng hô là "${address}".`,
  },
  roles: {
    own: (unitName: string) => `theo dõi, gửi báo cáo của ${unitName}`,
    coordinator: (unitName: string) => `cơ quan thường trực: ${unitName}`,
    leads: (visits: number) => `phụ trách ${count(visits)} cuộc kiểm tra`,
    sits: (visits: number) => `tham gia ${count(visits)} cuộc kiểm tra`,
    fills: (reports: number) => `nhập phần được giao của ${count(reports)} báo cáo`,
    admin: 'quản trị tài khoản',
  },
  networks: { telegram: 'Telegram', zalo: 'Zalo', terminal: 'cửa sổ dòng lệnh' },
  noTeamYet: 'Chưa có phân công nào cho tài khoản này. Soạn SAI để báo cơ quan thường trực.',
} as const;

export const offerLabels = {
  deadlines: 'Thời hạn báo cáo',
  schedule: 'Lịch kiểm tra',
  wholeSchedule: 'Lịch của toàn kế hoạch',
  submit: 'Nhập, gửi số liệu',
  document: 'Đã gửi bằng văn bản',
  ask: 'Có vướng mắc',
  status: 'Tình hình gửi báo cáo',
  late: 'Đơn vị chưa gửi',
  papers: 'Bảng, danh sách ra tệp Excel',
  coordinate: 'Điều hành',
  approvals: 'Việc chờ duyệt',
  difficulties: 'Vướng mắc chờ trả lời',
  urge: 'Đôn đốc đơn vị chưa gửi',
  figures: 'Xem số liệu',
  visitFile: 'Lưu ý trước buổi làm việc',
  supplement: 'Đề nghị bổ sung',
  contact: 'Đầu mối liên hệ',
  help: 'Hướng dẫn',
  myData: 'Dữ liệu của tôi',
  wrong: 'Thông tin chưa đúng',
  settings: 'Thay đổi cách trao đổi',
  oneByOne: 'Hỏi từng câu một',
  batch: 'Hỏi nhiều câu trong một tin',
  stop: 'Dừng tin trước hạn',
  resume: 'Nhận lại tin trước hạn',
} as const;

/** "Sở Nội vụ (Phòng CCHC), bà Trần Thị B, điện thoại 0271…", as far as it is printed. */
export function contactInWords({ unit, division, person, phone, email }: PrintedContact): string {
  const inside = unit !== null && division !== null ? `(${division})` : division;
  const parts = [
    [unit, inside].filter((part) => part !== null).join(' '),
    person,
    phone === null ? null : `điện thoại ${phone}`,
    email === null ? null : `thư điện tử ${email}`,
  ];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}
