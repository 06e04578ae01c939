import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Step } from './cursor.ts';
import { fold } from '../language/fold.ts';
import { readPaperWords } from './paper-words.ts';
import { reportTexts } from './texts-report.ts';

export interface NamedDocument {
  number: string;
  day: Day | null;
  /** Words that name a day which does not exist or may mean several. */
  unclear: string | null;
}

/** The number of a paper and its day, where a message names one; a day like "28/7" is no number. */
export function readDocument(
  text: string,
  context: Pick<Context, 'calendar' | 'sentAt'>,
): NamedDocument | undefined {
  if (speaksOfCorrection(text)) return undefined;
  const { number, issuedOn, days, unclear } = readPaperWords(text, dayOf(context.sentAt), context.calendar);
  return number === null ? undefined : { number, day: issuedOn ?? days[0] ?? null, unclear };
}

/** Words of taking back, putting right or not yet having sent; in letters without accents only where none are typed. */
const CORRECTING =
  /(?<![\p{L}\d])(?:hủy|huỷ|xóa|xoá|sai|sửa|nhầm|thu hồi|rút|đính chính|thay thế|bỏ số|chưa (?:gửi|ký|có|ban hành|nộp)|sẽ (?:gửi|ký|nộp)|không phải|không đúng|không gửi)(?!\p{L})/iu;
const CORRECTING_PLAIN =
  /(?<![a-z\d])(?:huy|xoa|sai|sua|nham|thu hoi|rut|dinh chinh|thay the|bo so|chua (?:gui|ky|co|ban hanh|nop)|se (?:gui|ky|nop)|khong phai|khong dung|khong gui)(?![a-z])/i;

/** "hủy văn bản 12/BC-SCT", "sai số văn bản": such a message never registers a paper. */
export function speaksOfCorrection(text: string): boolean {
  const typed = text.normalize('NFC');
  const isPlain = !/[^\0-\x7F]/.test(typed);
  return isPlain ? CORRECTING_PLAIN.test(typed) : CORRECTING.test(typed);
}

/** Numbers already registered stay; putting them right is for the coordinator. */
export const correctDocument = (draft: Draft): Step => ({
  replies: [{ text: reportTexts.correctDocument(draft.report) }],
  place: { name: 'report.document', report: draft.report.id },
});

/** Whether a number is a report's own ("123/BC-SCT"): other papers may be named in passing and are no proof of anything. */
export const isReportNumber = (number: string | undefined): boolean =>
  number !== undefined && /\/\s*BC\b/i.test(number);

/** Whether it is a plan's own ("03/KH-STP"): proof only where a plan is what is owed. */
export const isPlanNumber = (number: string | undefined): boolean =>
  number !== undefined && /\/\s*KH\b/i.test(number);

export const askDocument = (draft: Draft): Step => ({
  replies: [{ text: reportTexts.askDocument(draft.report) }],
  place: { name: 'report.document', report: draft.report.id },
});

/** Registers what the unit says it has signed and sent; a day that is none, or has not come, is asked again. */
export async function takeDocument(
  context: Context,
  draft: Draft,
  text: string,
  asked: string | null = null,
): Promise<Step | undefined> {
  const isUndated =
    asked !== null &&
    /^(?:không|khong|chưa|chua)\s+(?:có\s+|co\s+|rõ\s+|ro\s+)?(?:ngày|ngay)/iu.test(text.trim());
  if (isUndated) return registerDocument(context, draft, asked, null);
  if (speaksOfCorrection(text)) return correctDocument(draft);
  const named = readDocument(text, context) ?? dayOfAsked(context, text, asked);
  if (!named) {
    if (!/\d/.test(text)) return undefined;
    return {
      replies: [{ text: reportTexts.documentUnclear(text) }],
      place: { name: 'report.document', report: draft.report.id },
    };
  }
  if (named.day === null && named.unclear !== null) {
    return {
      replies: [{ text: reportTexts.documentDayUnclear(named.number, named.unclear) }],
      place: { name: 'report.document', report: draft.report.id, number: named.number },
    };
  }
  return registerDocument(context, draft, named.number, named.day ?? undefined);
}

/** The day typed after the number was; undefined where there is none in the message. */
function dayOfAsked(context: Context, text: string, asked: string | null): NamedDocument | undefined {
  if (asked === null) return undefined;
  const { days, unclear } = readPaperWords(text, dayOf(context.sentAt), context.calendar);
  const [day = null] = days;
  return day === null && unclear === null ? undefined : { number: asked, day, unclear };
}

/** Registers a paper; its day is asked where it is not known, `null` where the officer says there is none. */
export async function registerDocument(
  context: Context,
  draft: Draft,
  number: string,
  issuedOn: Day | null | undefined,
): Promise<Step> {
  const { services, speaker, now, sentAt } = context;
  if (issuedOn === undefined) {
    return {
      replies: [{ text: reportTexts.askDocumentDay(number) }],
      place: { name: 'report.document', report: draft.report.id, number },
    };
  }
  const done = await services.documents.register(
    { report: draft.report.id, number, issuedOn, by: speaker.id, sentAt },
    now,
  );
  if (done.kind === 'in_the_future') {
    return {
      replies: [{ text: reportTexts.documentInFuture(number, done.day) }],
      place: { name: 'report.document', report: draft.report.id, number },
    };
  }
  const receipt = {
    report: done.report,
    document: done.document,
    isNew: done.kind === 'registered',
    hasForm: draft.hasForm,
  };
  const offersFigures = draft.hasForm && done.report.figuresAt === null;
  return {
    replies: [
      {
        text: reportTexts.documentRegistered(receipt),
        kind: 'receipt',
        ...(offersFigures
          ? {
              offers: [
                {
                  label: reportTexts.offers.enterFigures,
                  action: { do: 'open_report' as const, report: done.report.id },
                },
              ],
            }
          : {}),
      },
    ],
    place: { name: 'idle' },
  };
}

/** Words that may stand around a paper's number without making the message a question or a story. */
const AROUND_A_PAPER =
  /^(?:da |xin |em |toi |don vi |nop |gui |bc |bao cao |vb |van ban |cong van |so |ky hieu |ngay |ngay ky |ky |roi |a |nhe |thang |nam |trong )*$/;

/** Whether a message is the number and day of a paper and nothing else: only then it may be taken for its registration. */
export function isOnlyPaper(text: string): boolean {
  const words = fold(text)
    .replace(/\d+\s*\/\s*[a-z][a-z0-9-]*/g, ' ')
    .replace(/[\d/.,;:-]+/g, ' ')
    .trim();
  return AROUND_A_PAPER.test(words === '' ? '' : `${words.replace(/\s+/g, ' ')} `);
}
