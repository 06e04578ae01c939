import type { Holding } from './situation.ts';

/** One thing to do, until somebody has been sent something. */
export interface Step {
  title: string;
  text: string;
  /** What to write, in order, and on whose phone. */
  says?: { who: string; texts: readonly string[] };
  /** Buttons to be pressed on phones, by their labels. */
  presses?: readonly { who: string; label: string }[];
  /** The clock is to be wound on to the next message. */
  winds?: boolean;
  until: { to: string; includes: string };
}

interface Story {
  /** Also the name of its script. */
  key: string;
  title: string;
  about: string;
  phones: readonly Holding[];
  steps: readonly Step[];
}

const OFFICER = 'focal@Sở Công Thương';
const LEAD = 'team_lead@Sở Nội vụ';
const COORDINATOR = 'coordinator@Sở Nội vụ';
const LATE_UNIT_HEAD = 'unit_head@Sở Công Thương';
const TASK_OFFICER = 'focal@Văn phòng Sở GDĐT';
const TASK_COORDINATOR = 'coordinator@Phòng TCCB';

/** What may be tried, the one for a first visit first. Plans are real; people other than the team, and figures, are invented. */
export const STORIES: readonly Story[] = [
  {
    key: 'ngay-cuoi',
    title: 'Ngày làm việc cuối cùng trước hạn',
    about:
      'Cán bộ đầu mối Sở Công Thương còn thiếu 02 số liệu, gửi báo cáo và nhận xác nhận; sáng ngày làm việc kế tiếp, Trưởng đoàn nhận tin tổng hợp. Khoảng 03 phút.',
    phones: [
      { who: OFFICER, network: 'zalo' },
      { who: LEAD, network: 'telegram' },
    ],
    steps: [
      {
        title: 'Nhập 02 số liệu còn thiếu',
        text: 'Trên máy của cán bộ đầu mối, nhắn 1 để nhập số liệu, rồi trả lời hai số được hỏi.',
        says: { who: OFFICER, texts: ['1', '18', '12'] },
        until: { to: OFFICER, includes: 'Mục VII đã đủ' },
      },
      {
        title: 'Xem lại và gửi',
        text: 'Nhắn "xem lại và gửi", chọn ngày số liệu và xác nhận gửi. Xác nhận tiếp nhận được gửi đến ngay.',
        says: { who: OFFICER, texts: ['xem lại và gửi', '1', '1'] },
        until: { to: OFFICER, includes: 'XÁC NHẬN TIẾP NHẬN' },
      },
      {
        title: 'Xem tin tổng hợp của Trưởng đoàn',
        text: 'Tua đồng hồ tới sự kiện kế tiếp. Sáng thứ Hai, máy của Trưởng đoàn nhận tin tổng hợp có Sở Công Thương.',
        winds: true,
        until: { to: LEAD, includes: 'nhận báo cáo của Sở Công Thương' },
      },
    ],
  },
  {
    key: 'buoi-sang',
    title: 'Trưởng đoàn nhận tin buổi sáng',
    about:
      'Một đơn vị đã gửi đúng hạn, hai đơn vị chưa gửi. Trưởng đoàn nhận tin tổng hợp, rồi hỏi bằng câu thông thường.',
    phones: [
      { who: LEAD, network: 'telegram' },
      { who: OFFICER, network: 'zalo' },
    ],
    steps: [
      {
        title: 'Tua tới sáng thứ Hai',
        text: 'Tua đồng hồ tới sự kiện kế tiếp: Trưởng đoàn nhận tin tổng hợp.',
        winds: true,
        until: { to: LEAD, includes: 'Kính báo cáo đồng chí' },
      },
      {
        title: 'Hỏi đơn vị chưa gửi',
        text: 'Trưởng đoàn hỏi, có dấu hoặc không dấu đều được.',
        says: { who: LEAD, texts: ['con don vi nao chua nop'] },
        until: { to: LEAD, includes: 'quá hạn chưa gửi báo cáo' },
      },
      {
        title: 'Xem số liệu của một đơn vị',
        text: 'Hỏi tên đơn vị để xem số liệu và nội dung cần lưu ý trước buổi làm việc.',
        says: { who: LEAD, texts: ['cho xem số liệu Sở Công Thương'] },
        until: { to: LEAD, includes: 'Sở Công Thương' },
      },
    ],
  },
  {
    key: 'thong-bao',
    title: 'Thông báo lịch kiểm tra',
    about: 'Cơ quan thường trực thông báo buổi làm việc; cán bộ đầu mối nhận tin và xác nhận.',
    phones: [
      { who: COORDINATOR, network: 'zalo' },
      { who: OFFICER, network: 'telegram' },
    ],
    steps: [
      {
        title: 'Chọn cuộc kiểm tra',
        text: 'Trên máy của cơ quan thường trực, nhắn "thông báo lịch", rồi nhắn 1 để chọn Sở Công Thương.',
        says: { who: COORDINATOR, texts: ['thông báo lịch', '1'] },
        until: { to: COORDINATOR, includes: 'Đề nghị nhắn số, ký hiệu' },
      },
      {
        title: 'Ghi số thông báo, ngày, giờ và xác nhận',
        text: 'Nhắn số, ngày của thông báo và ngày, giờ, nơi làm việc; xem lại rồi nhắn 1.',
        says: {
          who: COORDINATOR,
          texts: ['123/TB-ĐKT ngày 14/7/2023, 8h ngày 3/8/2023, tại trụ sở Sở Công Thương', '1'],
        },
        until: { to: OFFICER, includes: '123/TB-ĐKT' },
      },
      {
        title: 'Cán bộ đầu mối xác nhận',
        text: 'Trên máy của cán bộ đầu mối, bấm "Đã nhận được văn bản" dưới tin vừa đến.',
        presses: [{ who: OFFICER, label: 'Đã nhận được văn bản' }],
        until: { to: OFFICER, includes: 'Đã ghi nhận' },
      },
    ],
  },
  {
    key: 'qua-han',
    title: 'Quá hạn chưa nhận được báo cáo',
    about: 'Tin gửi thủ trưởng đơn vị chỉ đi sau khi cơ quan thường trực duyệt.',
    phones: [
      { who: COORDINATOR, network: 'zalo' },
      { who: LATE_UNIT_HEAD, network: 'zalo' },
    ],
    steps: [
      {
        title: 'Xem việc chờ duyệt',
        text: 'Trên máy của cơ quan thường trực, nhắn DUYET, rồi xem tin gửi lãnh đạo Sở Công Thương.',
        says: { who: COORDINATOR, texts: ['DUYET', 'Xem: Sở Công Thương'] },
        until: { to: COORDINATOR, includes: 'Gửi lãnh đạo Sở Công Thương' },
      },
      {
        title: 'Duyệt gửi',
        text: 'Nhắn lại lựa chọn để duyệt. Thủ trưởng Sở Công Thương nhận tin trong giờ hành chính.',
        says: { who: COORDINATOR, texts: ['Duyệt gửi: Sở Công Thương'] },
        until: { to: LATE_UNIT_HEAD, includes: 'chưa nhận được' },
      },
    ],
  },
  {
    key: 'nhiem-vu',
    title: 'Báo hoàn thành nhiệm vụ',
    about:
      'Kế hoạch CCHC năm 2021 của Sở GDĐT Sóc Trăng: phòng chủ trì báo hoàn thành, cơ quan thường trực xác nhận.',
    phones: [
      { who: TASK_OFFICER, network: 'zalo' },
      { who: TASK_COORDINATOR, network: 'telegram' },
    ],
    steps: [
      {
        title: 'Báo hoàn thành nhiệm vụ',
        text: 'Trên máy của Văn phòng Sở, nhắn số nhiệm vụ, văn bản và ngày hoàn thành; xem lại rồi nhắn 1 để gửi.',
        says: {
          who: TASK_OFFICER,
          texts: ['nhiệm vụ số 15 hoàn thành, báo cáo 12/BC-VP ngày 10/5', '1'],
        },
        until: { to: TASK_OFFICER, includes: 'chờ Phòng TCCB xác nhận' },
      },
      {
        title: 'Cơ quan thường trực xác nhận',
        text: 'Trên máy của cơ quan thường trực, nhắn CHOXACNHAN, bấm nút của nhiệm vụ số 15, rồi bấm "Xác nhận hoàn thành".',
        says: { who: TASK_COORDINATOR, texts: ['CHOXACNHAN'] },
        presses: [
          { who: TASK_COORDINATOR, label: 'Xem báo hoàn thành số 15, Văn phòng Sở GDĐT' },
          { who: TASK_COORDINATOR, label: 'Xác nhận hoàn thành' },
        ],
        until: { to: TASK_OFFICER, includes: 'Xác nhận hoàn thành nhiệm vụ số 15' },
      },
    ],
  },
];
