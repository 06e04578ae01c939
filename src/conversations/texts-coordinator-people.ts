import type { Day } from '../domain/day.ts';
import type { Role } from '../domain/grants.ts';
import { count, shortDay } from './format.ts';
import { dataMoment, listed } from './lists.ts';

const ROLES: Record<Role, string> = {
  focal: 'Cán bộ đầu mối',
  unit_head: 'Lãnh đạo đơn vị',
  coordinator: 'Cơ quan thường trực',
  member: 'thành viên',
  secretary: 'thư ký',
  support: 'bộ phận giúp việc',
  team_lead: 'Trưởng đoàn',
  admin: 'quản trị',
};

export const peopleTexts = {
  ask: 'Đề nghị nhắn họ tên; chức vụ; cơ quan, đơn vị; vai trò (đầu mối, lãnh đạo đơn vị hoặc cơ quan thường trực). Ví dụ: Nguyễn Văn A; Chuyên viên; Sở Công Thương; đầu mối.\nNhiều người: gửi danh sách dạng Excel có các cột Họ tên, Chức vụ, Đơn vị, Điện thoại, Vai trò.',
  askName: 'Họ tên người cần thêm?',
  nameNotRead: 'Chưa đọc được họ tên. Đề nghị nhắn đủ họ và tên bằng chữ.',
  titleNotRead: 'Chưa đọc được chức vụ. Đề nghị nhắn lại bằng chữ.',
  askTitle: (name: string) => `Chức vụ của đồng chí ${name}?`,
  askUnit: (name: string) => `Cơ quan, đơn vị của đồng chí ${name}?`,
  unitNotFound: (typed: string) =>
    `Chưa xác định được cơ quan, đơn vị "${typed}" trong địa bàn. Đề nghị nhắn tên đầy đủ.`,
  unitOutside: (unitName: string) => `${unitName} không thuộc phạm vi điều phối nên chưa thể thêm người.`,
  bodyOutside: (unitName: string) => `Vai trò cơ quan thường trực của ${unitName} do chính cơ quan đó giao.`,
  whichUnit: 'Cơ quan, đơn vị nào?',
  askRole: (name: string) => `Vai trò của đồng chí ${name}?`,
  role: (role: Role) => ROLES[role],
  confirm: (facts: { name: string; title: string; unitName: string; role: Role }, same: number) =>
    `Thêm đồng chí ${facts.name}, ${facts.title}, ${facts.unitName}, vai trò ${ROLES[facts.role].toLowerCase()}, và cấp mã kết nối?${same > 0 ? ` Lưu ý: đã có ${count(same)} người cùng họ tên trong địa bàn.` : ''}`,
  added: (name: string, code: string) => `Đã thêm đồng chí ${name}.\n${code}`,
  code: (name: string, code: string, lastDay: Day) =>
    `Mã kết nối của đồng chí ${name}: ${code}\nMã dùng một lần, có hiệu lực đến hết ngày ${shortDay(lastDay)}, chỉ hiển thị lần này; các mã cấp trước không còn hiệu lực. Đề nghị gửi mã theo công văn; người nhận mở Trợ lý CCHC và nhắn mã này.`,
  askWhom: 'Cấp mã kết nối cho ai? Đề nghị nhắn họ tên.',
  nobody: (typed: string, address: string) =>
    `Không tìm thấy "${typed}" trong phạm vi theo dõi của ${address}.`,
  whom: 'Đồng chí nào?',
  personOffer: (name: string, title: string | null, unitName: string | null) =>
    [name, title, unitName].filter((part) => part !== null && part !== '').join(', '),
  confirmCode: (name: string, unitName: string | null, isLinked: boolean) =>
    `Cấp mã kết nối mới cho đồng chí ${name}${unitName === null ? '' : `, ${unitName}`}?${isLinked ? ' Người này đã có tài khoản kết nối; khi mã mới được dùng, tài khoản trên cùng mạng nhắn tin thôi hoạt động.' : ''}`,
  heldElsewhere: (name: string) =>
    `Đồng chí ${name} còn giữ phân công của cơ quan khác; mã kết nối do cơ quan đó cấp.`,
  unlinked: (total: number, now: Date) =>
    `${count(total)} người chưa có tài khoản kết nối (${dataMoment(now)}):`,
  unlinkedLine: (name: string, unitName: string) => `- ${unitName}: ${name}`,
  codeOffer: (name: string, unitName: string) => `Cấp mã: ${name} (${unitName})`,
  allLinked: (now: Date) => `Mọi người được phân công đều đã có tài khoản kết nối (${dataMoment(now)}).`,
  withoutReminders: (names: readonly string[]) => `Đã dừng nhận tin trước hạn: ${listed(names)}.`,
  withoutFocal: (names: readonly string[]) => `Đơn vị chưa khai báo đầu mối: ${listed(names)}.`,
} as const;
