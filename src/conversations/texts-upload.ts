import type { UploadLink } from './context.ts';
import { momentInWords } from './format.ts';

/** Sentences of the page on which a workbook is uploaded. */
export const uploadTexts = {
  what: (title: string, unitName: string) =>
    `${title} của ${unitName}. Đề nghị chọn tệp biểu Excel đã nhập số liệu.`,
  /** In a message. */
  link: ({ url, until }: UploadLink) => `${url} (dùng được đến ${momentInWords(until)})`,
  until: (until: Date) => `Đường dẫn này dùng được đến ${momentInWords(until)}.`,
  chooseInChat:
    'Các cách xử lý những ô, dòng khác nhau nêu trên được gửi trong hội thoại với Trợ lý CCHC; đề nghị đồng chí chọn tại đó.',
  label: 'Tệp biểu Excel (.xlsx)',
  send: 'Tải tệp lên',
  hint: 'Số liệu chỉ được ghi vào bản đang nhập của đơn vị; báo cáo chưa gửi cho đến khi đồng chí xác nhận gửi trong hội thoại. Đề nghị không chuyển đường dẫn này cho người ngoài đơn vị.',
  again: 'Tải lên lần nữa',
  download: (name: string) => `Tải về: ${name}`,
  noFile: 'Chưa chọn tệp, hoặc tệp gửi chưa trọn vẹn. Đề nghị chọn tệp và tải lên lại.',
  too_large: 'Tệp quá lớn so với biểu của báo cáo nên không được tiếp nhận. Đề nghị chỉ gửi tệp biểu.',
  too_slow: 'Đường truyền bị gián đoạn nên chưa nhận được tệp. Đề nghị tải lên lại.',
  busy: 'Hệ thống đang nhận nhiều tệp cùng lúc. Đề nghị tải lên lại sau ít phút.',
  failed: 'Hệ thống chưa xử lý được tệp này; số liệu đã có không thay đổi. Đề nghị tải lên lại sau ít phút.',
  expiredTitle: 'Đường dẫn đã hết hạn',
  expired:
    'Đường dẫn tải tệp lên đã hết hạn. Kính đề nghị đồng chí soạn BIEU trong hội thoại với Trợ lý CCHC để nhận đường dẫn mới.',
  noneTitle: 'Không có nội dung này',
  none: 'Đường dẫn chưa đúng hoặc không còn hiệu lực. Kính đề nghị đồng chí soạn BIEU trong hội thoại với Trợ lý CCHC.',
} as const;
