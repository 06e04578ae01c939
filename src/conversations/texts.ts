import { number } from './format.ts';

/** Sentences said everywhere. Every sentence a user sees stands in a `texts…` file of this folder. */
export const texts = {
  name: 'Trợ lý CCHC',
  pastQuestion: 'Câu này đã qua. Câu đang chờ trả lời:',
  noSuchChoice: (total: number) =>
    total === 1
      ? 'Đề nghị nhắn số 1 hoặc nêu rõ nội dung.'
      : `Đề nghị nhắn một số từ 1 đến ${number(total)} hoặc nêu rõ nội dung.`,
  noChoiceAwaited: 'Hiện không có câu nào đang chờ trả lời bằng số. Đề nghị nêu rõ nội dung:',
  nothingAsked: 'Câu này đã qua. Hiện không có câu nào đang chờ trả lời.',
  formGoesOn: 'Số liệu đang nhập được giữ nguyên; soạn TIEP để nhập tiếp.',
  onlyWords: 'Trợ lý CCHC chỉ đọc được tin bằng chữ và số. Soạn TROGIUP để xem hướng dẫn.',
  fileNotTaken: {
    focal: (name: string) =>
      `Tệp "${name}" chưa được tiếp nhận tại đây. Đề nghị nhắn số liệu hoặc số, ký hiệu văn bản; soạn GUI để bắt đầu.`,
    team_lead: (name: string) =>
      `Tệp "${name}" chưa được tiếp nhận tại đây. Đề nghị nhắn nội dung bằng chữ; soạn TROGIUP để xem hướng dẫn.`,
    coordinator: (name: string) =>
      `Tệp "${name}" chưa được tiếp nhận tại đây. Đề nghị nhắn nội dung bằng chữ, hoặc soạn DIEUHANH rồi chọn công việc cần thực hiện.`,
  },
  fileBarred: {
    secret: (name: string) =>
      `Tệp "${name}" chưa được tiếp nhận: văn bản mật không gửi qua đây; đề nghị thực hiện theo quy định về bảo vệ bí mật nhà nước.`,
    identity: (name: string) =>
      `Tệp "${name}" chưa được tiếp nhận: giấy tờ tùy thân không gửi qua đây. Tệp không được lưu lại.`,
  },
  tooLong: (length: number, limit: number) =>
    `Tin dài ${number(length)} ký tự, quá ${number(limit)} ký tự nên chưa được xử lý; chưa có số liệu nào thay đổi. Đề nghị chia thành các tin ngắn hơn.`,
  outOfScope: (address: string) => `Nội dung này không có trong phạm vi theo dõi của ${address}.`,
  whichMeant: (readings: number) =>
    readings === 1
      ? 'Nội dung tin có thể hiểu như sau; nếu đúng, đề nghị chọn, nếu chưa đúng, đề nghị nêu rõ hơn:'
      : 'Nội dung tin có thể hiểu theo các cách sau, đề nghị chọn:',
  notUnderstood: {
    coordinator:
      'Chưa rõ nội dung cần hỏi. Có thể soạn TINHHINH (tình hình báo cáo), LICH (lịch kiểm tra), DIEUHANH (công việc điều hành), TROGIUP (hướng dẫn).',
    team_lead:
      'Chưa rõ nội dung cần hỏi. Có thể soạn TINHHINH (tình hình báo cáo), LICH (lịch kiểm tra), KETLUAN (khắc phục sau kiểm tra), TROGIUP (hướng dẫn).',
    focal:
      'Chưa rõ nội dung cần hỏi. Có thể soạn HAN (thời hạn), LICH (lịch kiểm tra), GUI (gửi số liệu), HOI (chuyển vướng mắc), TROGIUP (hướng dẫn).',
  },
  tooMany:
    'Trợ lý CCHC nhận quá nhiều tin liên tiếp từ tài khoản này nên tạm dừng trả lời ít nhất 15 phút. Các tin đã gửi vẫn được lưu.',
  apology:
    'Tin của đồng chí đã được lưu nhưng chưa xử lý được do lỗi của hệ thống; số liệu đã xác nhận trước đó không thay đổi. Lỗi được ghi lại để cơ quan thường trực kiểm tra.',
} as const;
