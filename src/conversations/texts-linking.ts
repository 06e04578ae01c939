import { count, hourInWords } from './format.ts';

/** From a stranger's first word to a linked account. */
export const linkingTexts = {
  askForCode:
    'Kính chào đồng chí. Đây là Trợ lý CCHC, hỗ trợ các cơ quan, đơn vị trong công tác kiểm tra, báo cáo cải cách hành chính. Tài khoản này chưa được kết nối. Đề nghị nhập mã kết nối đã nhận theo công văn của cơ quan thường trực.',
  orPhone:
    'Đồng chí đã khai báo số điện thoại với cơ quan thường trực có thể chia sẻ số của mình tại đây thay cho mã.',
  wrongCode: (triesLeft: number) =>
    `Mã kết nối chưa đúng. Đề nghị kiểm tra lại mã trong công văn (còn ${count(triesLeft)} lần nhập).`,
  unknownPhone: (triesLeft: number) =>
    `Chưa kết nối được bằng số điện thoại này. Đề nghị nhập mã kết nối đã nhận theo công văn của cơ quan thường trực (còn ${count(triesLeft)} lần nhập).`,
  codeExpired: 'Mã kết nối đã hết hiệu lực. Đề nghị liên hệ cơ quan thường trực để được cấp mã mới.',
  codeUsed: 'Mã kết nối này đã được sử dụng. Đề nghị liên hệ cơ quan thường trực để được cấp mã mới.',
  enoughToday: 'Trong hôm nay, Trợ lý CCHC chỉ tiếp tục trả lời tại đây khi nhận được mã kết nối đúng.',
  locked: (until: Date) =>
    `Để bảo đảm an toàn, việc kết nối tại đây tạm dừng đến ${hourInWords(until)}. Sau thời điểm đó, đề nghị nhập lại mã trong công văn hoặc liên hệ cơ quan thường trực để được cấp mã mới.`,

  consent: (
    { office, papers, contacts }: { office: string; papers: readonly string[]; contacts: readonly string[] },
    network: string,
  ) =>
    [
      `Kính chào đồng chí. Đây là Trợ lý CCHC của ${office}, phục vụ công tác kiểm tra, báo cáo cải cách hành chính${papers.length === 0 ? '' : ` theo Văn bản số ${papers.join('; ')}`}.`,
      `Nếu đồng chí đồng ý, hệ thống lưu họ tên, chức vụ, cơ quan, số điện thoại đã khai báo, tài khoản ${network} và nội dung trao đổi tại đây về báo cáo, nhiệm vụ, lịch kiểm tra; chỉ dùng để thông tin thời hạn, tiếp nhận số liệu và xác nhận thời điểm gửi; chỉ cơ quan thường trực, thủ trưởng cơ quan của đồng chí và thành viên được phân công xem; lưu trong thời gian đồng chí được phân công và 12 tháng sau đó, riêng nội dung trao đổi không quá 13 tháng.`,
      'Đồng chí được xem, sửa, rút lại sự đồng ý bất cứ lúc nào (soạn DULIEU). Khi đó hai bên trao đổi bằng văn bản như trước, không ảnh hưởng đến việc đánh giá báo cáo. Đề nghị không gửi tại đây văn bản mật, tài liệu nội bộ, giấy tờ tùy thân.',
      ...(contacts.length === 0 ? [] : [`Hỗ trợ: ${contacts.join('; ')}.`]),
    ].join('\n\n'),
  notice: (office: string, network: string) =>
    [
      'THÔNG BÁO VỀ XỬ LÝ DỮ LIỆU CÁ NHÂN (theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15)',
      `1. Bên kiểm soát và xử lý dữ liệu: ${office}. Tin được chuyển qua mạng ${network}, theo điều khoản của mạng đó.`,
      '2. Mục đích: thông tin thời hạn báo cáo, nhiệm vụ, lịch kiểm tra; tiếp nhận số liệu; xác nhận thời điểm gửi; tổng hợp tình hình thực hiện. Không dùng vào mục đích khác; ngoài mạng chuyển tin nêu tại mục 1, không cung cấp cho bên khác.',
      `3. Loại dữ liệu: họ tên, chức vụ, cơ quan, số điện thoại đã khai báo, phân công, tài khoản ${network}, cách trao đổi đã chọn, nội dung và thời điểm trao đổi tại đây. Không thu thập dữ liệu cá nhân nhạy cảm; đề nghị không gửi giấy tờ tùy thân.`,
      '4. Người được xem: công chức phụ trách của cơ quan thường trực; thủ trưởng cơ quan, đơn vị của đồng chí (báo cáo, nhiệm vụ của đơn vị); thành viên đoàn kiểm tra trong phạm vi được phân công.',
      '5. Thời hạn lưu: trong thời gian đồng chí được phân công và 12 tháng sau đó, sau đó được xóa; riêng nội dung trao đổi được xóa sau 13 tháng. Số liệu báo cáo đã tiếp nhận là hồ sơ của cơ quan, được lưu theo quy định về lưu trữ.',
      '6. Quyền của đồng chí: được biết, đồng ý hoặc không đồng ý, rút lại sự đồng ý, xem, chỉnh sửa, nhận bản sao, đề nghị xóa hoặc hạn chế xử lý, phản đối, khiếu nại theo quy định. Soạn DULIEU để thực hiện; việc rút lại sự đồng ý có hiệu lực ngay, đề nghị khác được trả lời trong 02 ngày làm việc.',
      '7. Không đồng ý hoặc rút lại sự đồng ý: hai bên trao đổi bằng văn bản như trước, không ảnh hưởng đến việc đánh giá báo cáo.',
    ].join('\n'),
  /** Where no plan says yet whose reports they are. */
  someOffice: 'cơ quan thường trực',
  answerConsent: 'Đề nghị đồng chí cho ý kiến bằng một trong các số sau:',
  declined: (cameBy: 'code' | 'phone') =>
    `Đã ghi nhận đồng chí không đồng ý. Nội dung trao đổi tại đây không được lưu lại; hai bên trao đổi bằng văn bản như trước. Nếu thay đổi ý kiến, đồng chí ${
      cameBy === 'code' ? 'nhập lại mã kết nối khi mã còn hiệu lực' : 'chia sẻ lại số điện thoại tại đây'
    }.`,
  alreadyLinked:
    'Tài khoản này đã được kết nối. Soạn DULIEU để xem dữ liệu đang lưu, TROGIUP để xem hướng dẫn.',

  codeNotHere:
    'Tài khoản này đã được kết nối nên mã không dùng ở đây; mã không được lưu lại và vẫn còn hiệu lực. Soạn TROGIUP để xem hướng dẫn.',

  linked: (facts: {
    name: string;
    position: string;
    roles: readonly string[];
    open: readonly string[];
    others: readonly string[];
    hasReplaced: boolean;
    network: string;
    commands: 'officer' | 'overseer' | 'filler';
  }) =>
    [
      [
        `Đã xác nhận: đồng chí ${facts.name}${facts.position === '' ? '' : `, ${facts.position}`}.`,
        ...(facts.roles.length > 0 ? [`Phân công: ${facts.roles.join('; ')}.`] : []),
        ...(facts.others.length > 0
          ? [
              `Đồng chí đã kết nối ${facts.others.join(', ')} từ trước; từ nay tin được gửi đến ${facts.network}, nội dung đang làm dở tiếp tục được ở cả hai nơi.`,
            ]
          : []),
        ...(facts.hasReplaced ? [`Tài khoản ${facts.network} kết nối trước đây không còn hiệu lực.`] : []),
      ].join('\n'),
      [
        facts.commands === 'filler'
          ? 'Đồng chí nhập phần số liệu được giao; báo cáo do đầu mối của cơ quan gửi.'
          : 'Đồng chí sẽ nhận lịch kiểm tra, thời hạn báo cáo và xác nhận tiếp nhận; mỗi ngày làm việc không quá 01 tin tổng hợp, trong giờ hành chính (trừ tin thay đổi lịch và tin ngày cuối).',
        ...facts.open,
      ].join('\n'),
      `${COMMANDS[facts.commands]}\nNếu thông tin trên chưa đúng, soạn SAI.`,
    ].join('\n\n'),
  replaced:
    'Tài khoản này đã được thay bằng một tài khoản khác của cùng người dùng và không còn nhận tin của Trợ lý CCHC. Nếu việc này không do đồng chí thực hiện, đề nghị liên hệ ngay cơ quan thường trực.',

  open: {
    nearest: (title: string, due: string) => `Việc gần nhất: ${title}, ${due}.`,
    others: (reports: number) => `Ngoài ra còn ${count(reports)} báo cáo chưa gửi.`,
    draft: 'Số liệu đã nhập được giữ nguyên; soạn TIEP để nhập tiếp.',
    supplements: (requests: number) => `Đề nghị bổ sung đang chờ: ${count(requests)}.`,
    visit: (team: string, time: string) => `${team} làm việc: ${time} (soạn LICH).`,
    unanswered: (difficulties: number) => `Vướng mắc đang chờ trả lời: ${count(difficulties)}.`,
    tasks: (tasks: number) => `Nhiệm vụ chưa hoàn thành: ${count(tasks)} (soạn NHIEMVU).`,
  },

  offers: {
    agree: 'Đồng ý',
    decline: 'Không đồng ý',
    notice: 'Xem đầy đủ thông báo về xử lý dữ liệu cá nhân',
  },
} as const;

const COMMANDS = {
  officer: 'Soạn HAN (thời hạn), LICH (lịch kiểm tra), GUI (gửi số liệu), HOI (chuyển vướng mắc).',
  filler: 'Soạn GUI (nhập phần được giao), BIEU (nhận biểu Excel của phần này), TROGIUP (hướng dẫn).',
  overseer: 'Soạn TINHHINH (tình hình báo cáo), LICH (lịch kiểm tra), TROGIUP (hướng dẫn).',
} as const;
