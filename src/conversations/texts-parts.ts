import { count, deadlineInWords, momentInWords, shortDay, type DeadlineFacts } from './format.ts';
import { quote } from './texts-form.ts';

interface Report {
  title: string;
  unitName: string;
}

/** A part of the form: "II. Cải cách thủ tục hành chính". */
interface Part {
  code: string;
  name: string;
}

const nameOf = ({ code, name }: Part): string => (code === name ? name : `${code}. ${name}`);
const codesOf = (codes: readonly string[]): string => codes.join(', ');
const known = (name: string, title: string | null): string => (title === null ? name : `${name}, ${title}`);

/** Parts of a form given to colleagues, on either side of it. */
export const partTexts = {
  nameOf,
  known,

  howTo: (example: string) =>
    `Giao cho người cùng cơ quan nhập bằng tài khoản riêng: nhắn "giao mục ${example} cho" rồi họ tên, chức vụ, số điện thoại.`,
  given: 'Đang giao:',
  givenLine: (
    code: string,
    name: string,
    title: string | null,
    answered: number,
    total: number,
    day: string,
  ) => `- ${code}: ${known(name, title)}, đã có ${answered}/${total} (giao ngày ${day})`,
  givenTable: (code: string, name: string, title: string | null, lines: number, day: string) =>
    `- ${code}: ${known(name, title)}, đã có ${count(lines)} dòng (giao ngày ${day})`,
  day: shortDay,

  whichReport: 'Giao phần của báo cáo nào?',
  noReport: 'Hiện không có báo cáo theo biểu nào để giao từng phần.',
  whichPart: (typed: string) => `${quote(typed)} là phần nào của biểu?`,
  askWho: (codes: readonly string[], office: string | null) =>
    `Ai${office === null ? '' : ` của ${office}`} nhập phần ${codesOf(codes)}? Đề nghị nhắn họ tên; chức vụ; số điện thoại.`,
  nameNotRead: 'Chưa đọc được họ tên. Đề nghị nhắn đủ họ và tên bằng chữ.',
  askPhone: (name: string) =>
    `Chưa có đồng chí ${name} trong danh sách của cơ quan. Đề nghị nhắn số điện thoại của đồng chí ${name}.`,
  phoneNotRead: 'Chưa đọc được số điện thoại. Đề nghị nhắn lại, ví dụ 0912 345 678.',
  isKnown: (name: string, unitName: string) => `${unitName} đã có người dùng tên ${name}. Giao cho ai?`,
  somebodyNew: (name: string) => `Người khác cùng tên ${name}`,
  confirm: (report: Report, parts: readonly Part[], who: string, isNew: boolean) =>
    [
      `Giao đồng chí ${who}${isNew ? ' (người mới, được cấp mã kết nối)' : ''} nhập ${report.title} của ${report.unitName}, phần:`,
      ...parts.map((part) => `- ${nameOf(part)}`),
      'Người được giao chỉ xem và nhập các phần này bằng hội thoại hoặc biểu Excel; báo cáo do đồng chí gửi. Xác nhận?',
    ].join('\n'),
  done: (codes: readonly string[], who: string, now: Date) =>
    `Đã giao phần ${codesOf(codes)} cho đồng chí ${who} lúc ${momentInWords(now)}. Soạn CHIABIEU để xem tiến độ từng phần, lấy lại phần đã giao.`,
  reached: 'Người được giao nhận thông tin trong giờ hành chính gần nhất.',
  noCode:
    'Đồng chí này chưa kết nối tài khoản; mã kết nối do cơ quan thường trực cấp vì còn giữ phân công khác.',
  unchanged: (codes: readonly string[], who: string) =>
    `Đồng chí ${who} đã được giao phần ${codesOf(codes)}.`,
  speaksForUnit: (name: string) => `Đồng chí ${name} là đầu mối, nhập được toàn bộ báo cáo; không cần giao.`,
  notOfUnit: 'Người này không còn trong danh sách của cơ quan. Đề nghị giao lại.',
  takenBack: (codes: readonly string[], name: string, now: Date) =>
    `Đã thôi giao phần ${codesOf(codes)} cho đồng chí ${name} lúc ${momentInWords(now)}. Số liệu đã nhập được giữ nguyên.`,
  notGiven: 'Phần này hiện không giao cho người khác.',
  offers: {
    takeBack: (code: string, name: string) => `Thôi giao ${code}: ${name}`,
    onlyWorkbook: 'Chỉ lấy tệp Excel của phần này',
    review: 'Xem lại phần được giao',
    goOn: 'Nhập số liệu',
    workbook: 'Nhận biểu Excel',
    giveAnew: 'Giao người khác',
  },

  stored: ({ title, unitName }: Report, codes: readonly string[]) =>
    `Số liệu được lưu vào phần ${codesOf(codes)}, ${title} của ${unitName}; báo cáo do đầu mối của cơ quan gửi.`,
  complete: (
    { title, unitName }: Report,
    codes: readonly string[],
    answered: number,
    total: number,
    now: Date,
  ) =>
    `Phần ${codesOf(codes)}, ${title} của ${unitName}: đã đủ ${answered}/${total} số liệu (đến ${momentInWords(now)}). Báo cáo do đầu mối của cơ quan gửi; trước khi gửi đồng chí vẫn sửa được phần này.`,
  onlyOwn: (codes: readonly string[]) => `Các ô ngoài phần ${codesOf(codes)} không được ghi.`,
  news: (name: string, report: DeadlineFacts & Report, parts: readonly Part[], by: string) =>
    [
      `Giao nhập số liệu ${report.title} của ${report.unitName}`,
      `Kính gửi đồng chí ${name}. Đồng chí ${by} đề nghị đồng chí nhập phần:`,
      ...parts.map((part) => `- ${nameOf(part)}`),
      `Thời hạn của báo cáo: ${deadlineInWords(report)}. Soạn GUI để nhập, BIEU để nhận biểu Excel của phần này.`,
      'Trân trọng.',
    ].join('\n'),
  /** `who`: null where nothing is kept of them any more. */
  ended: (name: string, report: DeadlineFacts & Report, parts: readonly Part[], who: string | null) =>
    [
      `Phần đã giao của ${report.title}, ${report.unitName}`,
      `Kính gửi đồng chí ${name}. ${who === null ? 'Người được giao' : `Đồng chí ${who}`} không còn nhập phần:`,
      ...parts.map((part) => `- ${nameOf(part)}`),
      `Số liệu đã nhập được giữ nguyên. Thời hạn của báo cáo: ${deadlineInWords(report)}. Đề nghị đồng chí nhập tiếp, hoặc soạn CHIABIEU để giao người khác.`,
      'Trân trọng.',
    ].join('\n'),
} as const;
