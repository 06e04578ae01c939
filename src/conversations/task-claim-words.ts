import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { readPaperWords } from './paper-words.ts';

/** What a message says of a finished task: its product and the day it was done. */
export interface ClaimRead {
  number: string | null;
  date: Day | null;
  link: string | null;
  /** An address of another kind, or too long. */
  isBadLink: boolean;
  /** The day it was done, where one is named besides the paper's own. */
  doneOn: Day | null;
  /** "chưa có văn bản": why, as far as it is said. */
  withoutPaper: { reason: string } | null;
  /** Words that name a day which does not exist or may mean several. */
  unclear: string | null;
}

const LONGEST_LINK = 500;
const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/\S+|\b(?:javascript|data|file|mailto):\S+/i;
/** "nhiệm vụ số 12": its number is no day. */
const TASK_NAME =
  /(?:nhiệm vụ|nhiem vu|công việc|cong viec|việc|viec|nv)\s*(?:số|so)?\s*\d+[a-z]?(?![\d/])/giu;
const WITHOUT_PAPER =
  /(?:chưa|chua|không|khong)\s+(?:có\s+|co\s+)(?:văn bản|van ban|quyết định|quyet dinh|sản phẩm|san pham|tài liệu|tai lieu|giấy tờ|giay to|tệp|tep|file)/iu;
const BECAUSE = /^[\s,.:;-]*(?:vì|vi|do|lý do|ly do|bởi|boi)?(?:\s+(?:là|la))?[\s:,-]*/iu;
/** Fewer letters than this say no reason. */
const SHORTEST_REASON = 4;

export function readClaim(text: string, context: { calendar: OfficeCalendar; now: Date }): ClaimRead {
  const address = ADDRESS.exec(text)?.[0].replace(/[.,;)\]]+$/, '') ?? null;
  const link = address !== null && isWebLink(address) ? address : null;
  const words = (address === null ? text : text.replace(address, ' ')).replace(TASK_NAME, ' ');
  const { number, issuedOn, moment, days, unclear } = readPaperWords(
    words,
    dayOf(context.now),
    context.calendar,
  );
  const without = number === null && link === null ? WITHOUT_PAPER.exec(words) : null;
  const reason = without
    ? words
        .slice(without.index + without[0].length)
        .replace(BECAUSE, '')
        .trim()
    : '';
  return {
    number,
    date: issuedOn,
    link,
    isBadLink: address !== null && link === null,
    doneOn: days[0] ?? (moment ? dayOf(moment) : null),
    withoutPaper: without ? { reason: isReason(reason) ? reason : '' } : null,
    unclear,
  };
}

/** Whether words are enough to be a reason. */
export const isReason = (text: string): boolean => text.replace(/[^\p{L}]/gu, '').length >= SHORTEST_REASON;

function isWebLink(address: string): boolean {
  if (address.length > LONGEST_LINK) return false;
  try {
    const { protocol, hostname } = new URL(address);
    return (protocol === 'https:' || protocol === 'http:') && hostname.includes('.');
  } catch {
    return false;
  }
}
