import type { Day } from '../domain/day.ts';
import { count, dayWithWeekday, momentInWords, shortDay } from './format.ts';
import { dataMoment, listed } from './lists.ts';
import { dayOf } from '../domain/office-time.ts';

/** DULIEU, the copy of it, and the wish to be erased, on both sides. */
export const personalDataTexts = {
  data: (facts: {
    name: string;
    title: string | null;
    unitName: string | null;
    phone: string | null;
    roles: readonly string[];
    accounts: readonly string[];
    consentedAt: Date | null;
    style: string;
    reminders: boolean;
    address: string;
    received: number;
    sent: number;
    figures: number;
    submissions: number;
    now: Date;
  }) =>
    [
      `Dữ liệu đang lưu về đồng chí (${dataMoment(facts.now)}):`,
      `- Họ tên: ${facts.name}`,
      `- Chức vụ: ${facts.title ?? 'chưa khai báo'}; cơ quan: ${facts.unitName ?? 'chưa khai báo'}`,
      `- Điện thoại: ${facts.phone ?? 'chưa khai báo'}`,
      `- Phân công: ${facts.roles.length === 0 ? 'chưa có' : facts.roles.join('; ')}`,
      `- Tài khoản: ${facts.accounts.length === 0 ? 'chưa có' : facts.accounts.join('; ')}`,
      `- Đồng ý cho lưu dữ liệu: ${facts.consentedAt === null ? 'chưa ghi nhận' : `ngày ${shortDay(dayOf(facts.consentedAt))}`}`,
      `- Cách trao đổi: ${facts.style}; xưng hô "${facts.address}"; tin trước hạn: ${facts.reminders ? 'đang nhận' : 'đã dừng'}`,
      `- Trao đổi tại đây: ${count(facts.received)} tin đồng chí đã nhắn, ${count(facts.sent)} tin đã gửi đến đồng chí`,
      `- Số liệu do đồng chí nhập: ${count(facts.figures)}; lần gửi báo cáo: ${count(facts.submissions)}`,
      'Dữ liệu chỉ dùng để thông tin thời hạn, tiếp nhận số liệu và xác nhận thời điểm gửi; chỉ cơ quan thường trực, thủ trưởng cơ quan của đồng chí và thành viên được phân công xem. Dữ liệu được lưu trong thời gian đồng chí được phân công và 12 tháng sau đó, riêng nội dung trao đổi không quá 13 tháng; số liệu báo cáo đã tiếp nhận được lưu theo quy định về lưu trữ.',
    ].join('\n'),
  account: (network: string, linkedOn: Day, state: 'active' | 'unreachable' | 'cut') =>
    `${network} (từ ngày ${shortDay(linkedOn)}${ACCOUNT_STATES[state]})`,
  asked: (askedAt: Date, answerBy: Day) =>
    `Đề nghị xóa dữ liệu gửi lúc ${momentInWords(askedAt)} đang chờ cơ quan thường trực trả lời, chậm nhất hết ngày ${dayWithWeekday(answerBy)}.`,

  exported: (now: Date, keptUntil: Date) =>
    `Bản sao dữ liệu của đồng chí (${dataMoment(now)}), nhận được đến ${momentInWords(keptUntil)}. Tệp chứa dữ liệu cá nhân, đề nghị bảo quản và không chuyển cho người khác.`,
  fileName: (day: Day) => `du-lieu-ca-nhan-${day}.json`,
  keys: {
    at: 'Thời điểm lập',
    person: 'Người dùng',
    name: 'Họ tên',
    honorific: 'Danh xưng',
    title: 'Chức vụ',
    unit: 'Cơ quan',
    phone: 'Điện thoại',
    roles: 'Phân công',
    consent: 'Đồng ý cho lưu dữ liệu',
    settings: 'Cách trao đổi',
    style: 'Cách hỏi số liệu',
    address: 'Xưng hô',
    reminders: 'Tin trước hạn',
    accounts: 'Tài khoản',
    network: 'Mạng',
    linked: 'Kết nối lúc',
    state: 'Tình trạng',
    written: 'Tin đã nhắn',
    told: 'Tin đã nhận',
    kind: 'Loại',
    time: 'Thời điểm',
    words: 'Nội dung',
    submissions: 'Lần gửi báo cáo',
    report: 'Báo cáo',
    no: 'Lần',
    receipt: 'Mã tiếp nhận',
  },
  states: { active: 'đang dùng', unreachable: 'không liên lạc được', cut: 'đã ngắt' },
  kinds: {
    reply: 'trả lời',
    receipt: 'xác nhận tiếp nhận',
    news: 'thông tin',
    morning: 'tin trước hạn',
    last_call: 'tin ngày cuối',
    digest: 'tổng hợp',
  },
  reminders: { on: 'đang nhận', off: 'đã dừng' },

  wish: 'Đề nghị xóa dữ liệu cá nhân? Nếu được chấp thuận: họ tên, chức vụ, điện thoại, tài khoản và nội dung trao đổi tại đây được xóa, đồng chí không còn nhận tin, hai bên trao đổi bằng văn bản như trước. Số liệu báo cáo đã tiếp nhận được giữ theo quy định về lưu trữ. Đề nghị do cơ quan thường trực quyết định; riêng việc rút lại sự đồng ý có hiệu lực ngay (soạn RÚT ĐỒNG Ý).',
  wished: (answerBy: Day, decider: keyof typeof NOT_HEARD | 'told') =>
    decider === 'told'
      ? `Đã chuyển đề nghị xóa dữ liệu đến cơ quan thường trực; được trả lời chậm nhất hết ngày ${dayWithWeekday(answerBy)}. Trong thời gian chờ, việc trao đổi vẫn như thường.`
      : `Đã ghi nhận đề nghị xóa dữ liệu, trả lời chậm nhất hết ngày ${dayWithWeekday(answerBy)}. ${NOT_HEARD[decider]}`,
  withdrawn: 'Đã rút đề nghị xóa dữ liệu. Dữ liệu được giữ như trước.',
  nothingWished: 'Hiện không có đề nghị xóa dữ liệu nào đang chờ.',

  withdrawConsent: (isHeard: boolean) =>
    [
      'Rút lại sự đồng ý cho lưu và xử lý dữ liệu cá nhân? Việc này có hiệu lực ngay khi đồng chí xác nhận:',
      '- Trợ lý CCHC không gửi tin nào nữa; tài khoản của đồng chí trên mọi mạng ngừng kết nối.',
      `- ${isHeard ? 'Cơ quan thường trực được thông tin; hai' : 'Hai'} bên trao đổi bằng văn bản như trước, không ảnh hưởng đến việc đánh giá báo cáo.`,
      '- Số liệu đang nhập ở lại với đơn vị; số liệu báo cáo đã tiếp nhận được giữ theo quy định về lưu trữ.',
      '- Khi cần trao đổi lại tại đây phải có mã kết nối mới.',
      'Việc xóa họ tên, chức vụ, điện thoại và nội dung trao đổi do cơ quan thường trực quyết định trong 02 ngày làm việc khi đồng chí đề nghị.',
    ].join('\n'),
  consentIsWithdrawn: (isTold: boolean, answerBy: Day | null, now: Date) =>
    [
      `Đã rút lại sự đồng ý lúc ${momentInWords(now)}. Từ nay tài khoản này ngừng kết nối và Trợ lý CCHC không gửi tin nữa; hai bên trao đổi bằng văn bản như trước.`,
      isTold
        ? 'Cơ quan thường trực được thông tin trong giờ hành chính gần nhất.'
        : 'Cơ quan thường trực chưa có người khác kết nối để nhận tin, đề nghị đồng chí thông tin bằng văn bản hoặc điện thoại.',
      ...(answerBy === null
        ? []
        : [`Đề nghị xóa dữ liệu đã được ghi nhận, trả lời chậm nhất hết ngày ${dayWithWeekday(answerBy)}.`]),
      'Khi cần trao đổi lại, đề nghị liên hệ cơ quan thường trực để được cấp mã kết nối; soạn DULIEU tại đây để xem, nhận bản sao hoặc đề nghị xóa dữ liệu còn lưu. Trân trọng cảm ơn đồng chí.',
    ].join('\n'),
  noConsent: 'Hiện không có sự đồng ý nào đang được ghi nhận.',
  consentWithdrawn: (who: string, unreached: readonly string[]) =>
    [
      'Rút lại sự đồng ý về dữ liệu cá nhân',
      `${who} đã rút lại sự đồng ý. Tài khoản đã ngừng kết nối, không còn nhận tin; số liệu đang nhập ở lại với đơn vị. Từ nay trao đổi bằng văn bản.`,
      ...(unreached.length > 0
        ? [
            `Đơn vị không còn đầu mối kết nối: ${listed(unreached)}. Có thể bàn giao đầu mối (soạn BANGIAO) hoặc thêm người (soạn THEMNGUOI).`,
          ]
        : []),
      'Trân trọng.',
    ].join('\n'),

  asks: (who: string, answerBy: Day, today: Day) =>
    `Đề nghị xóa dữ liệu cá nhân${today === answerBy ? ': hôm nay là ngày trả lời cuối' : ''}\n${who} đề nghị xóa dữ liệu cá nhân. Theo Luật Bảo vệ dữ liệu cá nhân, đề nghị quyết định ${
      today > answerBy
        ? `ngay; thời hạn trả lời đã hết ngày ${dayWithWeekday(answerBy)}`
        : `chậm nhất hết ngày ${dayWithWeekday(answerBy)}`
    }.\nTrân trọng.`,
  pending: (total: number, now: Date) =>
    `Đề nghị xóa dữ liệu cá nhân đang chờ: ${count(total)} (${dataMoment(now)})`,
  pendingLine: (who: string, answerBy: Day) =>
    `- ${who}: trả lời chậm nhất hết ngày ${dayWithWeekday(answerBy)}`,
  nonePending: (now: Date) => `Không có đề nghị xóa dữ liệu nào đang chờ (${dataMoment(now)}).`,
  one: (who: string, answerBy: Day, leftAlone: readonly string[]) =>
    [
      `${who} đề nghị xóa dữ liệu cá nhân; thời hạn trả lời: hết ngày ${dayWithWeekday(answerBy)}.`,
      'Nếu chấp thuận: họ tên, chức vụ, điện thoại, tài khoản và nội dung trao đổi được xóa, mọi phân công kết thúc ngay và không khôi phục được; số liệu báo cáo, lần gửi và nhật ký (không kèm họ tên) được giữ.',
      ...(leftAlone.length > 0
        ? [
            `Sau đó chưa có đầu mối: ${listed(leftAlone)}. Có thể bàn giao trước khi chấp thuận (soạn BANGIAO).`,
          ]
        : []),
    ].join('\n'),
  ownWish:
    'Đề nghị này là của chính người đang trao đổi nên do người khác của cơ quan thường trực quyết định. Nếu chưa có người khác, đề nghị thêm người phụ trách (soạn THEMNGUOI) hoặc đề nghị quản trị viên hệ thống thêm.',
  confirmGrant: (who: string) => `Xóa dữ liệu cá nhân của ${who}? Việc này không khôi phục được.`,
  granted: (isReached: boolean) =>
    `Đã xóa dữ liệu cá nhân theo đề nghị.${isReached ? '' : ' Người đề nghị không còn tài khoản kết nối nên đề nghị thông báo kết quả bằng văn bản.'} Soạn CHUALIENKET để xem đơn vị chưa có đầu mối.`,
  askReason: 'Lý do chưa chấp thuận? Nội dung này được gửi đến người đề nghị.',
  declined: (isReached: boolean) =>
    isReached
      ? 'Đã ghi nhận chưa chấp thuận và gửi lý do đến người đề nghị trong giờ hành chính gần nhất.'
      : 'Đã ghi nhận chưa chấp thuận. Người đề nghị không còn tài khoản kết nối nên chỉ xem được lý do khi tự soạn DULIEU; đề nghị trả lời bằng văn bản.',
  lastDeclined: (decidedAt: Date, reason: string) =>
    `Đề nghị xóa dữ liệu gần nhất chưa được chấp thuận (${momentInWords(decidedAt)}). Lý do: ${reason}`,
  alreadyDecided: 'Đề nghị này đã được quyết định hoặc đã được rút.',
  toldDeclined: (name: string, reason: string) =>
    `Kính gửi đồng chí ${name}. Đề nghị xóa dữ liệu cá nhân chưa được chấp thuận. Lý do: ${reason}\nĐồng chí được khiếu nại theo quy định; soạn DULIEU để đề nghị lại.\nTrân trọng.`,
  lastWord:
    'Đề nghị xóa dữ liệu cá nhân đã được chấp thuận. Dữ liệu, tài khoản kết nối và nội dung trao đổi tại đây đã được xóa; từ nay hai bên trao đổi bằng văn bản. Trân trọng cảm ơn đồng chí.',

  remindersSet: (who: string, reminders: 'on' | 'off') =>
    reminders === 'off'
      ? `${who} đã dừng nhận tin trước hạn. Tin về lịch kiểm tra, đề nghị bổ sung và trả lời vẫn được gửi; việc theo dõi thời hạn của đơn vị không thay đổi.\nTrân trọng.`
      : `${who} đã nhận lại tin trước hạn.\nTrân trọng.`,

  offers: {
    export: 'Nhận bản sao dữ liệu',
    wish: 'Đề nghị xóa dữ liệu',
    confirmWish: 'Gửi đề nghị',
    keep: 'Không thay đổi',
    withdraw: 'Rút đề nghị xóa',
    withdrawConsent: 'Rút lại sự đồng ý',
    withdrawAndErase: 'Rút lại và đề nghị xóa dữ liệu',
    grant: 'Chấp thuận',
    decline: 'Chưa chấp thuận',
    see: (who: string) => `Xem: ${who}`,
  },
} as const;

const ACCOUNT_STATES = { active: '', unreachable: ', không liên lạc được', cut: ', đã ngắt' } as const;

/** Why nobody who decides has been told, and what to do. */
const NOT_HEARD = {
  unlinked:
    'Người phụ trách của cơ quan thường trực chưa kết nối tài khoản nên đề nghị đồng chí thông tin thêm bằng văn bản hoặc điện thoại.',
  nobody:
    'Cơ quan thường trực hiện chưa có người phụ trách để quyết định nên đề nghị đồng chí thông tin thêm bằng văn bản.',
  own: 'Hiện chỉ có đồng chí phụ trách tại cơ quan thường trực và không ai quyết định đề nghị của chính mình. Đề nghị thêm người phụ trách (soạn THEMNGUOI) hoặc đề nghị quản trị viên hệ thống thêm; người đó quyết định khi soạn XOADULIEU.',
} as const;

/** "đồng chí Nguyễn Văn A, Sở Công Thương". */
export const personInWords = (name: string, unitName: string | undefined): string =>
  `đồng chí ${name}${unitName === undefined ? '' : `, ${unitName}`}`;
