import { count, momentInWords } from './format.ts';

/** BANGIAO: the focal officer's part passes to another person. */
export const handOverTexts = {
  ask: 'Đề nghị nhắn cơ quan, đơn vị và người nhận bàn giao. Ví dụ: bàn giao đầu mối Sở Công Thương cho Nguyễn Văn B; Chuyên viên.',
  askUnit: 'Bàn giao đầu mối của cơ quan, đơn vị nào?',
  unitNotFound: (typed: string) =>
    `Chưa xác định được cơ quan, đơn vị "${typed}" trong phạm vi điều phối. Đề nghị nhắn tên đầy đủ.`,
  whichUnit: 'Cơ quan, đơn vị nào?',
  noFocal: (unitName: string) =>
    `${unitName} chưa có đầu mối nên không có việc bàn giao. Soạn THEMNGUOI để thêm đầu mối.`,
  whoLeaves: (unitName: string) => `${unitName} có nhiều đầu mối. Ai bàn giao?`,
  askName: (unitName: string, from: string) =>
    `Đồng chí ${from} bàn giao đầu mối ${unitName} cho ai? Đề nghị nhắn họ tên; chức vụ.`,
  nameNotRead: 'Chưa đọc được họ tên. Đề nghị nhắn đủ họ và tên bằng chữ.',
  askTitle: (name: string) => `Chức vụ của đồng chí ${name}?`,
  titleNotRead: 'Chưa đọc được chức vụ. Đề nghị nhắn lại bằng chữ.',
  isKnown: (name: string, unitName: string) => `${unitName} đã có người dùng tên ${name}. Bàn giao cho ai?`,
  known: (name: string, title: string | null) => (title === null ? name : `${name}, ${title}`),
  somebodyNew: (name: string) => `Người khác cùng tên ${name}`,
  confirm: (unitName: string, from: string, to: string, isNew: boolean) =>
    `Bàn giao đầu mối ${unitName}: từ đồng chí ${from} sang đồng chí ${to}${isNew ? ' (người mới, được cấp mã kết nối)' : ''}. Số liệu đang nhập, báo cáo, nhiệm vụ và đề nghị bổ sung của đơn vị do người nhận tiếp tục; quyền của đồng chí ${from} đối với đơn vị kết thúc ngay. Xác nhận?`,
  same: 'Người nhận phải khác người bàn giao.',
  changed:
    'Phân công của đơn vị đã thay đổi trong lúc này; việc bàn giao chưa thực hiện. Soạn BANGIAO để làm lại.',
  done: (unitName: string, from: string, to: string, isCutOff: boolean, now: Date) =>
    `Đã bàn giao đầu mối ${unitName} cho đồng chí ${to} lúc ${momentInWords(now)}. ${
      isCutOff
        ? `Tài khoản của đồng chí ${from} đã ngừng kết nối.`
        : `Đồng chí ${from} còn phân công khác nên tài khoản vẫn dùng được cho các việc đó.`
    }`,
  waiting: (messages: number) =>
    `${count(messages)} tin đang chờ được giữ lại và gửi đến người nhận khi người nhận kết nối tài khoản.`,
  reached: 'Người nhận được thông tin các việc đang mở trong giờ hành chính gần nhất.',
  lastWord: (unitName: string) =>
    `Từ nay đầu mối CCHC của ${unitName} do người khác đảm nhận theo phân công của cơ quan; tài khoản này ngừng kết nối với Trợ lý CCHC; soạn DULIEU tại đây để xem, nhận bản sao hoặc đề nghị xóa dữ liệu còn lưu về đồng chí. Trân trọng cảm ơn sự phối hợp của đồng chí.`,
  otherRoles: (unitName: string) =>
    `Từ nay đầu mối CCHC của ${unitName} do người khác đảm nhận theo phân công của cơ quan; các phân công khác của đồng chí không thay đổi. Trân trọng cảm ơn sự phối hợp của đồng chí.`,
  news: (name: string, unitName: string, open: readonly string[]) =>
    [
      `Nhận bàn giao đầu mối ${unitName}`,
      `Kính gửi đồng chí ${name}. Từ nay đồng chí là đầu mối CCHC của ${unitName}.`,
      ...(open.length > 0 ? open : ['Hiện không có báo cáo, nhiệm vụ nào chưa hoàn thành.']),
      'Trân trọng.',
    ].join('\n'),
} as const;
