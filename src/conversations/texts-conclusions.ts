import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import type { TaskState, TaskSummary } from '../domain/task-state.ts';
import { capital, count, momentInWords, number, shortDay } from './format.ts';
import { TASK_STATES } from './task-states.ts';
import { LONGEST_FREE_TEXT } from './free-text.ts';
import type { FindingFault } from './conclusions-words.ts';
import {
  closureInWords,
  findingInWords,
  noticeName,
  remedyDue,
  share,
  signedBy,
  stateOf,
  type ConclusionWords,
  type FindingLine,
  type NoticeWords,
} from './texts-remedies.ts';
import { toldInWords, type ToldWords } from './texts-coordinator.ts';
import { bounded, dataMoment } from './lists.ts';

export interface UnitLine {
  unitName: string;
  summary: TaskSummary;
  waiting: number;
}

const EXAMPLE = 'TTHC: còn 03 hồ sơ quá hạn; khắc phục: rà soát, xin lỗi người dân; hạn 30/9';
const NOTICE_EXAMPLE = 'Thông báo số 15/TB-ĐKT ngày 20/8, bà Trần Thị B ký';

const fault = (one: FindingFault): string => {
  const line = one.line.length > 60 ? `${one.line.slice(0, 60)}…` : one.line;
  switch (one.why) {
    case 'no_remedy':
      return `- "${line}": chưa đọc được yêu cầu khắc phục`;
    case 'unclear_date':
      return `- "${line}": chưa xác định được thời hạn "${one.date}" (${one.reason})`;
    case 'too_long':
      return `- "${line}": dài ${number(one.length)} ký tự, quá ${number(LONGEST_FREE_TEXT)} ký tự`;
  }
};

export const conclusionTexts = {
  notYours: (address: string) =>
    `Nội dung này không có trong phạm vi theo dõi của ${address}, hoặc cuộc kiểm tra chưa được thông báo, chưa diễn ra.`,
  changed: 'Nội dung đã thay đổi từ khi hiển thị nên chưa thực hiện. Đề nghị xem lại và xác nhận lần nữa.',

  which: (now: Date) => `Ghi nhận thông báo kết luận của cuộc kiểm tra nào? (${dataMoment(now)})`,
  noVisit: (now: Date) =>
    `Chưa có cuộc kiểm tra nào đã thông báo, đã đến ngày làm việc để ghi nhận kết luận (${dataMoment(now)}).`,
  noVisitOf: (unitName: string, now: Date) =>
    `Không có cuộc kiểm tra nào tại ${unitName} đã thông báo, đã đến ngày làm việc trong phạm vi theo dõi (${dataMoment(now)}).`,
  offerVisit: (unitName: string, firstDay: Day, notices: number) =>
    `${unitName} (${shortDay(firstDay)}${notices === 0 ? '' : `, đã có ${count(notices)} thông báo`})`,
  askNotice: (unitName: string) =>
    `Kết luận kiểm tra tại ${unitName}. Đề nghị nhắn số, ký hiệu, ngày của thông báo đã ký và người ký. Ví dụ: ${NOTICE_EXAMPLE}.`,
  askEarlierUnit: 'Tồn tại, hạn chế của kỳ trước tại cơ quan, đơn vị nào? Đề nghị nhắn tên cơ quan, đơn vị.',
  whichUnits: 'Tên này có thể là các cơ quan, đơn vị sau, đề nghị chọn:',
  unknownUnit: (typed: string) =>
    `Chưa tìm thấy cơ quan, đơn vị "${typed.slice(0, 60)}". Đề nghị nhắn đúng tên cơ quan, đơn vị.`,
  whichPlan: 'Theo dõi trong kế hoạch nào?',
  askEarlierNotice: (unitName: string) =>
    `Tồn tại, hạn chế của kỳ trước tại ${unitName}. Đề nghị nhắn số, ký hiệu, ngày của văn bản đã nêu và người ký (nếu có). Ví dụ: 903/QĐ-UBND ngày 28/3/2022.`,
  exists: (unitName: string, notices: readonly NoticeWords[]) =>
    [
      `Cuộc kiểm tra tại ${unitName} đã có:`,
      ...notices.map((one) => `- ${noticeName(one)}${signedBy(one)}`),
      'Cần đính chính số, ngày, người ký hay ghi nhận thêm một thông báo khác?',
    ].join('\n'),
  numberMissing: `Chưa đọc được số, ký hiệu và ngày của văn bản; chưa có thay đổi nào. Ví dụ: ${NOTICE_EXAMPLE}.`,
  dateMissing: (paper: string) =>
    `Văn bản số ${paper} ngày nào? Đề nghị nhắn lại cả số và ngày, ví dụ "${paper} ngày 20/8".`,
  unclearDate: (why: string) => `Chưa xác định được ngày văn bản (${why}); chưa có thay đổi nào.`,
  future: (day: Day) => `Ngày văn bản ${shortDay(day)} chưa đến; chưa có thay đổi nào. Đề nghị kiểm tra lại.`,
  beforeVisit: (day: Day, firstDay: Day) =>
    `Ngày văn bản ${shortDay(day)} trước ngày kiểm tra ${shortDay(firstDay)}; chưa có thay đổi nào. Đề nghị kiểm tra lại.`,
  confirmRecord: (unitName: string, notice: NoticeWords, isEarlier: boolean, others: number) =>
    [
      `${isEarlier ? 'Ghi nhận văn bản nêu tồn tại, hạn chế kỳ trước' : 'Ghi nhận kết luận kiểm tra'} tại ${unitName}:`,
      `- ${noticeName(notice)}`,
      `- Người ký: ${notice.signer ?? 'chưa ghi'}`,
      ...(others === 0 ? [] : [`Đây là thông báo thứ ${count(others + 1)} của cuộc kiểm tra này.`]),
      'Đơn vị chưa nhận tin nào cho đến khi chọn gửi cho đơn vị.',
    ].join('\n'),
  recorded: (notice: NoticeWords, now: Date) =>
    `Đã ghi nhận ${noticeName(notice)} lúc ${momentInWords(now)}.`,
  recordedAlready: (notice: NoticeWords, at: Date) =>
    `${noticeName(notice)} đã được ghi nhận lúc ${momentInWords(at)}; không ghi nhận lại.`,

  askCorrection: (notice: NoticeWords) =>
    `${noticeName(notice)}${signedBy(notice)}. Đề nghị nhắn lại đúng số, ký hiệu, ngày và người ký. Ví dụ: ${NOTICE_EXAMPLE}.`,
  confirmCorrection: (unitName: string, before: NoticeWords, after: NoticeWords, isSent: boolean) =>
    [
      `Đính chính kết luận kiểm tra tại ${unitName}:`,
      `- Đã ghi: ${noticeName(before)}; người ký: ${before.signer ?? 'chưa ghi'}`,
      `- Sửa thành: ${noticeName(after)}; người ký: ${after.signer ?? 'chưa ghi'}`,
      isSent ? `Đầu mối ${unitName} được thông tin về việc đính chính.` : 'Đơn vị chưa nhận tin nào.',
    ].join('\n'),
  corrected: (unitName: string, notice: NoticeWords, told: ToldWords | null) =>
    `Đã đính chính thành ${noticeName(notice)}.${told === null ? '' : ` ${toldInWords(unitName, told)}`}`,
  unchanged: 'Nội dung vừa nhắn giống nội dung đã ghi; không có thay đổi nào.',
  numberTaken: (notice: NoticeWords) =>
    `${noticeName(notice)} đã được ghi nhận cho đơn vị này; chưa có thay đổi nào.`,

  askFindings: (unitName: string, notice: NoticeWords) =>
    `Đề nghị nhắn từng nội dung tồn tại, hạn chế của ${unitName} theo ${noticeName(notice)}, kèm yêu cầu khắc phục và thời hạn (nếu có); mỗi dòng một nội dung. Ví dụ: ${EXAMPLE}. Văn bản không ấn định thời hạn thì không ghi.`,
  askRemedy: (line: string) =>
    `"${line}"\nYêu cầu khắc phục của nội dung này là gì? Đề nghị nhắn yêu cầu, kèm thời hạn (nếu có).`,
  faults: (faults: readonly FindingFault[]) =>
    [
      'Chưa ghi nhận nội dung nào của tin này:',
      ...bounded(faults.map(fault), faults.length, 5),
      `Đề nghị nhắn lại. Ví dụ: ${EXAMPLE}.`,
    ].join('\n'),
  dateBeforeNotice: (lastDay: Day, notice: NoticeWords) =>
    `Thời hạn ${shortDay(lastDay)} trước ngày của văn bản (${shortDay(notice.issuedOn)}); chưa ghi nhận nội dung nào của tin này. Đề nghị kiểm tra lại.`,
  tooMany: (limit: number) =>
    `Một thông báo có tối đa ${number(limit)} nội dung; chưa ghi nhận nội dung nào của tin này.`,
  added: (numbers: readonly string[]) => `Đã ghi nhận nội dung ${numbers.join(', ')}.`,
  entered: (total: number) => `Các nội dung đã ghi (${count(total)}):`,
  editHint: 'Nhắn tiếp nội dung khác, hoặc "sửa 2", "xóa 2".',
  askFinding: (line: string) => `${line}\nĐề nghị nhắn lại cả nội dung này (tồn tại; khắc phục; thời hạn).`,
  changedOne: (no: string) => `Đã sửa nội dung ${no}.`,
  removedOne: (no: string) => `Đã xóa nội dung ${no}.`,
  noSuchFinding: (no: string) => `Không có nội dung số ${no}; chưa có thay đổi nào.`,
  sentCannotGo: (no: string) =>
    `Nội dung ${no} đã gửi đơn vị nên không xóa; nếu ghi chưa đúng văn bản, nhắn "sửa ${no}".`,
  onlyOne: 'Mỗi lần chỉ sửa một nội dung; chưa có thay đổi nào.',
  confirmAdded: (unitName: string, lines: readonly string[]) =>
    `Thông báo đã gửi ${unitName}. Bổ sung nội dung sau và thông tin đến đầu mối đơn vị:\n${lines.join('\n')}`,
  confirmChanged: (unitName: string, before: string, after: string) =>
    `Thông báo đã gửi ${unitName}. Đính chính cho đúng văn bản và thông tin đến đầu mối đơn vị:\nĐã ghi:\n${before}\nSửa thành:\n${after}\nNếu là gia hạn thì ghi nhận theo số, ngày văn bản cho phép.`,
  toldOf: toldInWords,

  view: (one: ConclusionWords, now: Date, today: Day, calendar: OfficeCalendar) =>
    [
      `${noticeName(one)} ${one.visitId === null ? 'nêu tồn tại, hạn chế kỳ trước của' : 'về kết quả kiểm tra tại'} ${one.unitName} (${dataMoment(now)})`,
      `- Người ký: ${one.signer ?? 'chưa ghi'}`,
      one.sentAt === null ? '- Chưa gửi đơn vị' : `- Gửi đơn vị: ${momentInWords(one.sentAt)}`,
      ...(one.sentAt === null ? [] : [`- Kết quả: ${closureInWords(one.findings)}`]),
      ...(one.findings.length === 0 ? [] : ['Nội dung cần khắc phục:']),
      ...conclusionTexts.findings(one, today, calendar),
    ].join('\n'),
  findings: ({ findings, policy, sentAt }: ConclusionWords, today: Day, calendar: OfficeCalendar) =>
    findings.map((line) => {
      const due = capital(remedyDue(line, policy, calendar));
      return `${findingInWords(line)}\n   ${due}${sentAt === null ? '' : `; ${stateOf(line, today)}`}`;
    }),
  /** A finding not stored yet, or about to be changed. */
  finding: (line: FindingLine, policy: { nextWorkingDayCounts: boolean }, calendar: OfficeCalendar) =>
    `${findingInWords(line)}\n   ${capital(remedyDue(line, policy, calendar))}`,

  confirmSend: (unitName: string, names: readonly string[], isEmpty: boolean) =>
    [
      ...(isEmpty ? ['Chưa ghi nội dung phải khắc phục nào.'] : []),
      names.length === 0
        ? `Gửi cho ${unitName}? Đơn vị chưa khai báo đầu mối; tin sẽ không đến được ai.`
        : `Gửi cho đầu mối ${unitName}: ${names.join(', ')}? Từ khi gửi, đơn vị xem được nội dung này và được nhắc theo thời hạn.`,
    ].join('\n'),
  sent: (unitName: string, told: ToldWords, now: Date) =>
    `Đã gửi lúc ${momentInWords(now)}. ${toldInWords(unitName, told)}`,
  sentAlready: (at: Date) => `Thông báo này đã gửi đơn vị lúc ${momentInWords(at)}; không gửi lại.`,
  planNotIssued: 'Kế hoạch chưa ghi nhận số, ngày ban hành nên chưa gửi được cho đơn vị.',

  none: (now: Date) =>
    `Chưa có nội dung phải khắc phục sau kiểm tra trong phạm vi theo dõi (${dataMoment(now)}).`,
  noneOf: (unitName: string, now: Date) =>
    `${unitName} chưa có nội dung phải khắc phục sau kiểm tra trong phạm vi theo dõi (${dataMoment(now)}).`,
  heading: (now: Date) => `Khắc phục sau kiểm tra (${dataMoment(now)})`,
  unsent: (unsent: readonly { unitName: string; number: string }[]) =>
    unsent.length === 0
      ? []
      : [
          `Chưa gửi đơn vị: ${unsent.map(({ unitName, number: paper }) => `${unitName} (số ${paper})`).join(', ')}.`,
        ],
  unitLine: ({ unitName, summary, waiting }: UnitLine) => {
    const { total, byState, ofArisen } = summary;
    const isClosed = ofArisen.done === ofArisen.of;
    const open = [
      ...(byState.overdue > 0 ? [`${TASK_STATES.overdue} ${count(byState.overdue)}`] : []),
      ...(byState.in_progress > 0 ? [`${TASK_STATES.in_progress} ${count(byState.in_progress)}`] : []),
      ...(byState.no_deadline > 0 ? [`${TASK_STATES.no_deadline} ${count(byState.no_deadline)}`] : []),
      ...(waiting > 0 ? [`trong đó chờ xác nhận ${count(waiting)}`] : []),
    ];
    return `- ${unitName}: ${[`${isClosed ? 'đã khắc phục xong' : 'đã khắc phục'} ${count(ofArisen.done)}/${count(total)}`, ...open].join('; ')}`;
  },
  moreUnits: (units: number) => `… và ${count(units)} đơn vị khác; nhắn "khắc phục" kèm tên đơn vị để xem.`,
  /** Law 11, in the words of remedies: never added to the nhiệm vụ of the plan. */
  numbers: ({ total, byState, ofArisen, ofDue }: TaskSummary): string[] => [
    `Tổng số nội dung phải khắc phục ${number(total)}: ${Object.entries(TASK_STATES)
      .filter(([state]) => state !== 'not_arisen' || byState.not_arisen > 0)
      .map(([state, words]) => `${words} ${count(byState[state as TaskState])}`)
      .join('; ')}.`,
    `Đã khắc phục trên tổng số: ${share(ofArisen.done, ofArisen.of)}.`,
    `Đã khắc phục trên số đã đến hạn: ${share(ofDue.done, ofDue.of)}${ofDue.doneEarly > 0 ? `; ${count(ofDue.doneEarly)} nội dung khắc phục trước hạn không tính vào tỷ lệ này` : ''}.`,
  ],

  /** In the file of a visit: what its notice is, said without blame where there is none yet. */
  inVisitFile: (
    notices: readonly (NoticeWords & { findings: readonly FindingLine[]; sentAt: Date | null })[],
  ) =>
    notices.length === 0
      ? '- Kết luận kiểm tra: chưa có thông báo kết luận'
      : notices
          .map(
            (one) =>
              `- ${noticeName(one)}: ${one.sentAt === null ? 'chưa gửi đơn vị' : closureInWords(one.findings)}`,
          )
          .join('\n'),
  earlierInFile: (open: number) => `- Nội dung đã kết luận trước đây chưa khắc phục xong: ${count(open)}`,

  news: {
    sent: (name: string, one: ConclusionWords, calendar: OfficeCalendar) =>
      [
        `${one.visitId === null ? 'Nội dung cần khắc phục của' : 'Kết luận kiểm tra tại'} ${one.unitName}`,
        '',
        `Kính gửi đồng chí ${name}. Theo ${noticeName(one)}${signedBy(one)}${one.visitId === null ? '' : ' về kết quả kiểm tra'}, ${
          one.findings.length === 0
            ? `${one.unitName} không có nội dung phải khắc phục.`
            : `${one.unitName} có ${count(one.findings.length)} nội dung cần khắc phục:`
        }`,
        ...one.findings.map(
          (line) => `${line.no}) ${capital(line.remedy)}; ${remedyDue(line, one.policy, calendar)}.`,
        ),
        ...(one.findings.length === 0
          ? []
          : [
              '',
              'Khi khắc phục xong nội dung nào, kính đề nghị báo kết quả tại đây, kèm số, ký hiệu văn bản hoặc tài liệu chứng minh.',
            ]),
        'Văn bản chính thức được gửi qua Hệ thống quản lý văn bản; tin này để đồng chí tiện theo dõi.',
        'Trân trọng.',
      ].join('\n'),
    changed: (
      name: string,
      one: ConclusionWords,
      changed: readonly FindingLine[],
      calendar: OfficeCalendar,
    ) =>
      [
        `Đính chính, bổ sung nội dung kết luận đối với ${one.unitName}`,
        '',
        changed.length === 0
          ? `Kính gửi đồng chí ${name}. Số, ngày, người ký của văn bản được ghi lại là: ${noticeName(one)}${signedBy(one)}. Các nội dung cần khắc phục và thời hạn không thay đổi.`
          : `Kính gửi đồng chí ${name}. Nội dung sau của ${noticeName(one)} được ghi lại:`,
        ...changed.map(
          (line) => `${line.no}) ${capital(line.remedy)}; ${remedyDue(line, one.policy, calendar)}.`,
        ),
        'Trân trọng.',
      ].join('\n'),
  },

  offers: {
    register: 'Ghi nhận thông báo kết luận',
    earlier: 'Tồn tại, hạn chế của kỳ trước',
    correct: 'Đính chính số, ngày',
    correctOf: (notice: NoticeWords) => `Đính chính: ${noticeName(notice)}`,
    another: 'Ghi nhận thông báo khác',
    add: 'Ghi thêm nội dung',
    send: 'Gửi cho đơn vị',
    later: 'Để sau',
    see: 'Xem',
    seeOne: (notice: Pick<NoticeWords, 'number' | 'issuedOn'>) => `Xem ${noticeName(notice)}`,
    seeNotice: (unitName: string, paper: string) => `${unitName}: số ${paper}`,
    overview: 'Khắc phục sau kiểm tra',
    remedied: 'Báo đã khắc phục',
    remediedOne: (no: string) => `Báo khắc phục nội dung ${no}`,
    seeRemedy: (no: string) => `Xem kết quả khắc phục nội dung ${no}`,
    difficulty: 'Có vướng mắc',
  },
  later: 'Các nội dung đã ghi được giữ nguyên; soạn KETLUAN để tiếp tục.',
  whichRemedied: 'Nội dung nào đã khắc phục?',
  nothingToRemedy: 'Các nội dung đã được báo khắc phục.',
} as const;
