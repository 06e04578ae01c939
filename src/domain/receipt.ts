import { isOnTime } from './deadline.ts';
import type { Day } from './day.ts';
import { dayOf } from './office-time.ts';
import type { Proof } from './plan.ts';

/** When the two parts of a report first came in; null while a part has not. */
export interface Arrivals {
  figuresAt: Date | null;
  documentAt: Date | null;
}

/** When, by the plan's word on proof, the report counts as received; null while it does not. */
export function settledAt(proof: Proof, { figuresAt, documentAt }: Arrivals): Date | null {
  switch (proof) {
    case 'figures':
      return figuresAt;
    case 'document':
      return documentAt;
    case 'either':
      return earliest(figuresAt, documentAt);
    case 'both':
      return figuresAt && documentAt && (figuresAt > documentAt ? figuresAt : documentAt);
  }
}

/** On time or not, in office time; null where no date was set to be on time for. */
function wasOnTime(settled: Date, lastDay: Day | null): boolean | null {
  return lastDay === null ? null : isOnTime(dayOf(settled), lastDay);
}

export type ReportState =
  'received_on_time' | 'received_late' | 'received' | 'overdue' | 'open' | 'unfollowed';

/** Whether a report fell due before anybody followed its plan here: whether it came in time is not known. */
const isUnfollowed = (report: { lastDay: Day | null; followedFrom?: Day }): boolean =>
  report.lastDay !== null && report.followedFrom !== undefined && report.lastDay < report.followedFrom;

/**
 * What a report is called at a moment. Nothing is overdue before its last day has passed, and nothing at all that fell
 * due before its plan was followed.
 */
export function reportState(
  report: { settledAt: Date | null; onTime: boolean | null; lastDay: Day | null; followedFrom?: Day },
  now: Date,
): ReportState {
  if (report.settledAt) {
    if (report.onTime === null) return 'received';
    return report.onTime ? 'received_on_time' : 'received_late';
  }
  if (isUnfollowed(report)) return 'unfollowed';
  return report.lastDay !== null && dayOf(now) > report.lastDay ? 'overdue' : 'open';
}

/** Moves a report's settling to where its arrivals put it; what was settled is never settled later. */
export function settle(
  report: {
    proof: Proof;
    lastDay: Day | null;
    settledAt: Date | null;
    onTime: boolean | null;
    followedFrom?: Day;
  },
  arrivals: Arrivals,
): { settledAt: Date | null; onTime: boolean | null } {
  const { proof, lastDay, onTime } = report;
  const settled = earliest(report.settledAt, settledAt(proof, arrivals));
  if (!settled) return { settledAt: null, onTime: null };
  // A deadline moved since must not make late what was on time.
  if (onTime === true || settled.getTime() === report.settledAt?.getTime())
    return { settledAt: settled, onTime };
  const wasInTime = wasOnTime(settled, lastDay);
  // It may well have come on paper before anybody could record it here.
  return { settledAt: settled, onTime: wasInTime === false && isUnfollowed(report) ? null : wasInTime };
}

/** Words of a unit's name that tell its kind rather than which one it is. */
const COMMON_WORDS = /^(tỉnh|huyện|xã|phường|thị|thành|phố|trấn|và)$/i;

/** `X23-SCT-07/1`: plan year, initials of the unit, number of the due report, lần gửi. */
export function receiptCode(receipt: { year: number; unit: string; report: number; no: number }): string {
  const { year, unit, report, no } = receipt;
  const initials = unit
    .split(/[^\p{L}]+/u)
    .filter((word, index, words) => word !== '' && (!COMMON_WORDS.test(word) || isPartOfName(words, index)))
    .map((word) => (word.length > 1 && word === word.toUpperCase() ? word : (word[0] ?? '')))
    .join('');
  const plain = initials.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'D').toUpperCase();
  return `X${String(year).slice(-2)}-${plain}-${String(report).padStart(2, '0')}/${no}`;
}

/** "Bảo hiểm xã hội": here "xã" is no commune. */
const isPartOfName = (words: readonly string[], index: number): boolean =>
  words[index]?.toLowerCase() === 'xã' && words[index + 1]?.toLowerCase() === 'hội';

/** One text for one content, whatever the order it was read in: what the digest is taken of. */
export function canonicalText(content: unknown): string {
  return JSON.stringify(content, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}
