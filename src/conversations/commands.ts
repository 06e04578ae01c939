import { fold } from '../language/fold.ts';
import { ownDataWish } from '../language/own-data.ts';
import type { Action } from './cursor.ts';

/** The fixed words, with and without slash, accents and spaces: what official letters and posters print. */
const COMMANDS: readonly { words: readonly string[]; action: Action }[] = [
  { words: ['trogiup', 'tro giup', 'help', 'huong dan', '?'], action: { do: 'help' } },
  { words: ['start', 'bat dau', 'menu', 'thuc don'], action: { do: 'menu' } },
  { words: ['han', 'thoi han'], action: { do: 'deadlines' } },
  { words: ['lich', 'lich kiem tra'], action: { do: 'schedule' } },
  { words: ['gui', 'nop'], action: { do: 'choose_report', purpose: 'submit' } },
  {
    words: ['bieu', 'excel', 'bieu excel', 'nhan bieu', 'file excel', 'tep excel'],
    action: { do: 'choose_report', purpose: 'workbook' },
  },
  { words: ['chiabieu', 'chia bieu'], action: { do: 'choose_report', purpose: 'share' } },
  {
    words: ['bieuxa', 'bieu xa', 'bieu cho xa', 'bieu cac xa', 'bieu cho cac xa'],
    action: { do: 'gathering.workbook' },
  },
  { words: ['gui phan da co'], action: { do: 'send_report', rest: true } },
  { words: ['xem'], action: { do: 'choose_report', purpose: 'view' } },
  { words: ['vanban', 'van ban', 'da gui'], action: { do: 'choose_report', purpose: 'document' } },
  { words: ['tiep', 'nhap tiep', 'tiep tuc'], action: { do: 'continue_draft' } },
  { words: ['hoi', 'vuong mac', 'vuongmac'], action: { do: 'ask_difficulty' } },
  { words: ['nhiemvu', 'nhiem vu', 'viec'], action: { do: 'tasks' } },
  { words: ['choxacnhan', 'cho xac nhan', 'viec cho xac nhan'], action: { do: 'task_decisions' } },
  { words: ['tinhhinh', 'tinh hinh'], action: { do: 'status' } },
  { words: ['giahan', 'gia han', 'xin gia han'], action: { do: 'request_extension' } },
  { words: ['dulieu', 'du lieu', 'du lieu ca nhan'], action: { do: 'my_data' } },
  { words: ['ngungnhac', 'ngung nhac', 'dung nhac'], action: { do: 'stop_reminders' } },
  { words: ['nhaclai', 'nhac lai', 'bat nhac'], action: { do: 'resume_reminders' } },
  { words: ['sai'], action: { do: 'wrong_details' } },
  { words: ['dung', 'thoi', 'thoat'], action: { do: 'stop_form' } },
  { words: ['dieuhanh', 'dieu hanh'], action: { do: 'coordinate' } },
  { words: ['banhanh', 'ban hanh', 'banhanh ke hoach', 'ban hanh ke hoach'], action: { do: 'issue_plan' } },
  { words: ['thongbao', 'thong bao', 'thong bao lich'], action: { do: 'announce_visit' } },
  { words: ['themcuoc', 'them cuoc', 'them cuoc kiem tra'], action: { do: 'add_visit' } },
  { words: ['huycuoc', 'huy cuoc', 'huy cuoc kiem tra'], action: { do: 'cancel_visit' } },
  { words: ['dakiemtra', 'da kiem tra', 'da kiem tra xong'], action: { do: 'visit_done' } },
  { words: ['dotxuat', 'dot xuat', 'kiem tra dot xuat'], action: { do: 'plan_surprise' } },
  { words: ['congbo', 'cong bo'], action: { do: 'announce_surprise' } },
  { words: ['datlich', 'dat lich', 'doilich', 'doi lich'], action: { do: 'set_session' } },
  { words: ['danhan', 'da nhan', 'da nhan bang van ban'], action: { do: 'received_on_paper' } },
  { words: ['ghigiahan', 'ghi gia han'], action: { do: 'record_extension' } },
  { words: ['duyet', 'cho duyet'], action: { do: 'approvals' } },
  { words: ['dondoc', 'don doc'], action: { do: 'urge' } },
  { words: ['ngaymai', 'ngay mai', 'tin ngay mai'], action: { do: 'tomorrow' } },
  { words: ['tamdung', 'tam dung', 'tam dung gui'], action: { do: 'pause_sending' } },
  { words: ['guitiep', 'gui tiep', 'mo lai gui tin'], action: { do: 'resume_sending' } },
  { words: ['themnguoi', 'them nguoi'], action: { do: 'add_person' } },
  { words: ['capma', 'cap ma'], action: { do: 'issue_code' } },
  { words: ['bangiao', 'ban giao', 'ban giao dau moi'], action: { do: 'hand_over' } },
  { words: ['xoadulieu', 'xoa du lieu', 'xoa du lieu ca nhan'], action: { do: 'erasure_wishes' } },
  { words: ['chualienket', 'chua lien ket'], action: { do: 'unlinked' } },
  { words: ['tinloi', 'tin loi', 'tin chua gui duoc'], action: { do: 'delivery' } },
  { words: ['sotin', 'so tin'], action: { do: 'budget' } },
  { words: ['xuat', 'xuat tep', 'xuat excel', 'xuatexcel'], action: { do: 'export' } },
  {
    words: ['hinh tien do', 'hinhtiendo', 'bieu do', 'bieu do tien do'],
    action: { do: 'export', paper: 'progress' },
  },
  {
    words: [
      'so theo doi tin',
      'so theo doi tin da gui',
      'so tin da gui',
      'so gui tin',
      'nhat ky gui tin',
      'tin da gui',
      'danh sach tin da gui',
      'ds tin da gui',
    ],
    action: { do: 'export', paper: 'ledger' },
  },
  { words: ['cauhoi', 'cau hoi'], action: { do: 'difficulties' } },
  {
    words: ['ketluan', 'ket luan', 'khacphuc', 'khac phuc', 'ket luan kiem tra'],
    action: { do: 'conclusions' },
  },
  {
    words: ['ghiketluan', 'ghi ket luan', 'dangkyketluan', 'dang ky ket luan', 'ghi nhan ket luan'],
    action: { do: 'register_conclusion' },
  },
  {
    words: [
      'tontainamtruoc',
      'ton tai nam truoc',
      'ton tai ky truoc',
      'ket luan nam truoc',
      'ket luan ky truoc',
    ],
    action: { do: 'earlier_conclusion' },
  },
  { words: ['tungcau', 'tung cau'], action: { do: 'set_style', style: 'one_by_one' } },
  { words: ['namcau', 'nam cau'], action: { do: 'set_style', style: 'batch' } },
];

const BY_WORD = new Map(
  COMMANDS.flatMap(({ words, action }) => words.map((word) => [word, action] as const)),
);

/** Names for a network's command menu: `[a-z0-9_]`, most used first. */
export const MENU: readonly { command: string; description: string }[] = [
  { command: 'han', description: 'Thời hạn báo cáo' },
  { command: 'lich', description: 'Lịch kiểm tra' },
  { command: 'gui', description: 'Gửi số liệu báo cáo' },
  { command: 'bieu', description: 'Nhận biểu Excel của báo cáo' },
  { command: 'tiep', description: 'Nhập tiếp phần đang dở' },
  { command: 'vanban', description: 'Ghi nhận báo cáo đã ký' },
  { command: 'tinhhinh', description: 'Tình hình thực hiện' },
  { command: 'nhiemvu', description: 'Nhiệm vụ của đơn vị' },
  { command: 'xuat', description: 'Bảng, danh sách ra tệp Excel' },
  { command: 'hoi', description: 'Chuyển vướng mắc' },
  { command: 'dieuhanh', description: 'Công việc của cơ quan thường trực' },
  { command: 'dulieu', description: 'Dữ liệu của tôi' },
  { command: 'trogiup', description: 'Trợ giúp' },
];

/** A wish with one's own data is never anything else, wherever it is said. */
const OF_OWN_DATA = {
  withdraw: { do: 'withdraw_consent' },
  erase: { do: 'wish_erasure' },
  see: { do: 'my_data' },
} as const satisfies Record<string, Action>;

/** "BIEUXA 6 tháng 2019": which report's. */
const OF_COMMUNES =
  /^(?:bieuxa|bieu xa|bieu cho xa|bieu cac xa|bieu cho cac xa) ((?=.*(?:\d|\b(?:thang|quy|nam)\b)).{1,60})$/;

/** The action of a fixed word, where the whole message is one. In a form "GUI" is its end, not the choice of another. */
export function commandOf(text: string, inForm = false): Action | undefined {
  const typed = fold(text).trim().replace(/^\//, '').replace(/@\w+$/, '');
  const words = BY_WORD.has(typed) ? typed : typed.replace(/_/g, ' ');
  if (inForm && words === 'gui') return { do: 'send_report' };
  const [, named] = OF_COMMUNES.exec(words) ?? [];
  if (named !== undefined) return { do: 'gathering.workbook', named };
  const own = ownDataWish(text);
  return own ? OF_OWN_DATA[own] : BY_WORD.get(words);
}
