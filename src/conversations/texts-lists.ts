import { capital, count } from './format.ts';
import { TASK_STATES } from './task-states.ts';
import type { TaskState } from '../domain/task-state.ts';

const KINDS: Record<string, string> = {
  news: 'Thông tin mới',
  morning: 'Tin buổi sáng',
  last_call: 'Tin ngày cuối',
  digest: 'Tổng hợp buổi sáng',
  receipt: 'Xác nhận tiếp nhận',
};

const DELIVERY: Record<string, string> = {
  ready: 'Đang chờ gửi',
  sending: 'Đang gửi',
  sent: 'Đã gửi',
  void: 'Không gửi vì không còn cần',
  dead: 'Chưa gửi được',
};

const VISITS: Record<string, string> = {
  planned: 'Theo Kế hoạch',
  announced: 'Đã thông báo',
  done: 'Đã kiểm tra',
  cancelled: 'Không tiến hành',
};

interface Later {
  waiting: number;
  dated: number;
  undated: number;
}

/** "15 báo cáo chưa gửi: 13 chờ lịch kiểm tra, 02 có thời hạn sau đó"; empty where there are none. */
function laterInWords({ waiting, dated, undated }: Later): string {
  const kinds = [
    [waiting, 'chờ lịch kiểm tra'],
    [dated, 'có thời hạn sau đó'],
    [undated, 'chưa có thời hạn'],
  ] as const;
  const told = kinds.filter(([of]) => of > 0).map(([of, words]) => `${count(of)} ${words}`);
  return told.length === 0 ? '' : `${count(waiting + dated + undated)} báo cáo chưa gửi: ${told.join(', ')}`;
}

/** Headings of the lists that leave as files. */
export const listTexts = {
  late: {
    sheet: 'Chưa gửi, quá hạn',
    title: 'ĐƠN VỊ CHƯA GỬI, GỬI QUÁ HẠN BÁO CÁO',
    scope: 'Gồm báo cáo đã quá hạn, báo cáo gửi quá hạn và báo cáo đến hạn trong 31 ngày tới.',
    empty: (later: Later) => {
      const rest = laterInWords(later);
      return `Không có báo cáo nào quá hạn, gửi quá hạn hoặc đến hạn trong 31 ngày tới${rest === '' ? '' : `; ${rest}`}.`;
    },
    leftOut: (later: Later) => {
      const rest = laterInWords(later);
      return rest === '' ? [] : [`Không gồm ${rest}.`];
    },
    heads: {
      unit: 'Đơn vị',
      state: 'Tình trạng',
      title: 'Báo cáo',
      period: 'Kỳ',
      due: 'Thời hạn',
      lastDay: 'Hạn cuối',
      late: 'Số ngày quá hạn',
      come: 'Đã nhận',
      sentAt: 'Ghi nhận lúc',
      focal: 'Đầu mối',
      phone: 'Điện thoại',
      plan: 'Kế hoạch',
    },
    figures: 'số liệu',
    document: 'văn bản',
  },
  tasks: {
    sheet: 'Nhiệm vụ',
    title: 'NHIỆM VỤ VÀ NỘI DUNG KHẮC PHỤC THEO TÌNH TRẠNG',
    empty: 'Không có nhiệm vụ nào trong phạm vi theo dõi.',
    heads: {
      no: 'Số',
      state: 'Tình trạng',
      text: 'Nội dung',
      field: 'Lĩnh vực',
      leads: 'Đơn vị chủ trì',
      products: 'Sản phẩm',
      lastDay: 'Hạn cuối',
      doneOn: 'Hoàn thành ngày',
      parts: 'Đơn vị đã xong',
      source: 'Theo văn bản',
    },
    state: (state: TaskState) => capital(TASK_STATES[state]),
    more: (rest: number) => `và ${rest} đơn vị khác`,
    conclusion: (number: string) => `Thông báo kết luận số ${number}`,
    parts: (done: number, of: number) => `${done}/${of}`,
  },
  schedule: {
    sheet: 'Lịch kiểm tra',
    title: 'LỊCH KIỂM TRA',
    empty: 'Không có cuộc kiểm tra nào trong phạm vi theo dõi.',
    heads: {
      unit: 'Đơn vị',
      window: 'Thời gian',
      from: 'Từ ngày',
      to: 'Đến ngày',
      session: 'Buổi làm việc',
      place: 'Địa điểm',
      fields: 'Nội dung',
      lead: 'Trưởng đoàn',
      deputy: 'Phó Trưởng đoàn',
      coordinator: 'Cơ quan chuẩn bị',
      notice: 'Thông báo',
      state: 'Tình trạng',
    },
    state: (state: string) => VISITS[state] ?? state,
  },
  ledger: {
    sheet: 'Sổ tin',
    title: 'SỔ THEO DÕI TIN ĐÃ GỬI',
    scope:
      'Gồm thông tin chủ động và xác nhận tiếp nhận trong 12 tháng; không gồm trả lời câu hỏi của từng người.',
    empty: 'Chưa có tin nào được gửi.',
    heads: {
      unit: 'Đơn vị',
      name: 'Người nhận',
      kind: 'Loại tin',
      line: 'Nội dung (dòng đầu)',
      made: 'Lập lúc',
      sent: 'Gửi lúc',
      state: 'Kết quả',
      bot: 'Kênh',
    },
    kind: (kind: string) => KINDS[kind] ?? kind,
    state: (state: string) => DELIVERY[state] ?? state,
  },
} as const;
