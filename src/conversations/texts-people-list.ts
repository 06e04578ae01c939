import type { Day } from '../domain/day.ts';
import type { Role } from '../domain/grants.ts';
import type { PersonChange } from '../services/people-loading.ts';
import { count, shortDay } from './format.ts';
import { quote } from './texts-form.ts';
import { peopleTexts } from './texts-coordinator-people.ts';

type What = PersonChange['changes'][number];

const CHANGES: Record<What, string> = {
  new: 'thêm mới',
  title: 'sửa chức vụ',
  phone: 'sửa điện thoại',
  role: 'thêm vai trò',
};

interface Counts {
  lines: number;
  added: number;
  changed: number;
  same: number;
  faults: number;
}

const summary = ({ lines, added, changed, same, faults }: Counts): string =>
  `Đã đọc ${count(lines)} dòng: ${count(added)} người mới, ${count(changed)} thay đổi, ${count(same)} không thay đổi, ${count(faults)} dòng chưa nhận được.`;

/** The list of people: what was understood line by line, and the sheet of linking codes. */
export const peopleListTexts = {
  sheet: 'Kết quả đọc',
  title: 'KẾT QUẢ ĐỌC DANH SÁCH CÁN BỘ',
  empty: 'Danh sách không có dòng nào.',
  summary,
  heads: {
    row: 'Dòng',
    result: 'Kết quả',
    name: 'Họ tên',
    titleOf: 'Chức vụ',
    typed: 'Đơn vị ghi trong danh sách',
    unit: 'Đơn vị được hiểu là',
    phone: 'Điện thoại',
    role: 'Vai trò',
    notes: 'Ghi chú',
  },
  role: (role: Role) => peopleTexts.role(role),
  result: (changes: readonly What[]) =>
    changes.length === 0 ? 'Không thay đổi' : changes.map((what) => CHANGES[what]).join(', '),
  notTaken: 'Chưa nhận',

  nameNotRead: 'chưa đọc được họ tên',
  unitMissing: 'chưa ghi đơn vị',
  unitNotFound: 'chưa xác định được đơn vị',
  unitUnclear: (names: readonly string[]) => `đơn vị có thể là ${names.join(' hoặc ')}`,
  unitOutside: 'đơn vị không thuộc phạm vi điều phối',
  bodyOutside: 'vai trò cơ quan thường trực chỉ giao được cho người của chính cơ quan đồng chí',
  heldElsewhere: 'còn giữ phân công của cơ quan khác; mã do cơ quan đó cấp',
  roleNotRead: (typed: string) =>
    `chưa rõ vai trò ${quote(typed)}; danh sách nhận: đầu mối, thủ trưởng, cơ quan thường trực (vai trò trong đoàn kiểm tra theo kế hoạch)`,
  phoneNotRead: (typed: string) => `chưa đọc được số điện thoại ${quote(typed)}, nên không ghi`,
  roleAssumed: 'không ghi vai trò: hiểu là đầu mối',
  repeated: (row: number) => `trùng với dòng ${row}`,
  namesake: 'có người cùng họ tên ở đơn vị khác',

  confirm: (counts: Counts, faults: readonly string[]) =>
    [
      summary(counts),
      ...(faults.length === 0 ? [] : ['Các dòng chưa nhận được:', ...faults]),
      'Kết quả từng dòng ở tệp kèm theo. Ghi vào danh sách người dùng và lập phiếu mã kết nối cho những người chưa có tài khoản?',
    ].join('\n'),
  fault: (row: number, name: string, why: string) => `- Dòng ${row}${name === '' ? '' : `, ${name}`}: ${why}`,
  nothing: (counts: Counts, faults: readonly string[]) =>
    [summary(counts), ...faults, 'Không có dòng nào ghi được; chưa có gì thay đổi.'].join('\n'),
  written: (counts: Counts, codes: number) =>
    `Đã ghi: ${count(counts.added)} người mới, ${count(counts.changed)} thay đổi. ${
      codes > 0
        ? `Phiếu mã kết nối của ${count(codes)} người ở tệp kèm theo; mã chỉ hiển thị một lần, các mã cấp trước của những người này không còn hiệu lực. Tệp tải được trong 24 giờ; đề nghị in và gửi theo công văn.`
        : 'Mọi người trong danh sách đều đã có tài khoản kết nối.'
    }`,
  changedMeanwhile: 'Tệp danh sách không còn được lưu. Đề nghị gửi lại tệp.',
  noHeading: (name: string) =>
    `Tệp ${quote(name)} không có dòng tiêu đề của danh sách cán bộ (cần ít nhất cột "Họ tên" và cột "Đơn vị"; có thể thêm "Chức vụ", "Điện thoại", "Vai trò").`,
  tooMany: (lines: number, most: number) =>
    `Danh sách có ${count(lines)} dòng, nhiều hơn ${count(most)} dòng mỗi lần. Đề nghị chia thành nhiều tệp.`,

  codes: {
    file: 'phieu ma ket noi',
    title: 'PHIẾU MÃ KẾT NỐI TRỢ LÝ CCHC',
    note: (people: number, lastDay: Day) =>
      `${count(people)} phiếu; mã dùng một lần, có hiệu lực đến hết ngày ${shortDay(lastDay)}. Cắt theo đường kẻ và gửi riêng từng người.`,
    role: (role: Role) => peopleTexts.role(role),
    code: 'Mã kết nối',
    until: (lastDay: Day) => `Dùng một lần, đến hết ngày ${shortDay(lastDay)}`,
    telegram: 'Telegram: quét mã để kết nối',
    typed: 'Quét để lấy mã, hoặc gõ mã vào cuộc trò chuyện với Trợ lý CCHC (Zalo, Telegram)',
    how: 'Mở Trợ lý CCHC trên Zalo hoặc Telegram và nhắn mã này. Không chuyển mã cho người khác.',
  },
} as const;
