import type { OfficeCalendar } from '../domain/calendar.ts';
import { lastDayOfMonth, monthOf, parseDay, yearOf, type Day } from '../domain/day.ts';
import type { DueRule } from '../domain/deadline.ts';
import type { Field } from '../domain/plan.ts';
import { findDates, parseDate, type DateAnswer } from '../language/date.ts';
import { clean, fold } from '../language/fold.ts';
import { tokenize } from '../language/tokens.ts';
import { LONGEST_FREE_TEXT } from './free-text.ts';
import { readPaperWords } from './paper-words.ts';

/** One finding as an official types it: "TTHC: còn 03 hồ sơ quá hạn; khắc phục: rà soát; hạn 30/9/2023". */
export interface FindingWords {
  field: Field | null;
  /** Null where only the remedy is typed. */
  finding: string | null;
  remedy: string;
  rule: DueRule;
}

export type FindingFault =
  | { why: 'no_remedy'; line: string }
  | { why: 'unclear_date'; line: string; date: string; reason: string }
  | { why: 'too_long'; line: string; length: number };

export type FindingsRead = { findings: FindingWords[] } | { faults: FindingFault[] };

/** What a field is called in front of a finding, folded. */
const FIELD_WORDS: Readonly<Record<Field, readonly string[]>> = {
  chi_dao_dieu_hanh: ['chi dao dieu hanh', 'chi dao, dieu hanh', 'cong tac chi dao, dieu hanh', 'cddh'],
  the_che: ['the che', 'cai cach the che', 'vbqppl'],
  thu_tuc_hanh_chinh: ['thu tuc hanh chinh', 'cai cach thu tuc hanh chinh', 'tthc', 'kstthc', 'mot cua'],
  to_chuc_bo_may: ['to chuc bo may', 'bo may', 'tcbm'],
  che_do_cong_vu: ['che do cong vu', 'cong vu', 'cai cach che do cong vu', 'cdcv'],
  tai_chinh_cong: ['tai chinh cong', 'cai cach tai chinh cong', 'tcc'],
  chinh_quyen_so: ['chinh quyen so', 'chinh quyen dien tu', 'chuyen doi so', 'cds', 'cqs', 'cqdt'],
};
const FIELD_OF = new Map(
  Object.entries(FIELD_WORDS).flatMap(([field, words]) =>
    words.map((word) => [word, field as Field] as const),
  ),
);

/** Where the remedy begins, in folded words. */
const REMEDY =
  /(?:^|[;.,|>(]\s*)((?:yeu cau|de nghi|bien phap|noi dung)? ?(?:khac phuc|chan chinh)|bien phap|yeu cau|kien nghi|xu ly)\s*:\s*/;
/** Where the date begins: a word that binds, at the end of a line or behind a stop. */
const NO_DATE =
  /(?:[;.,|(]\s*|\s-\s*)(?:(?:thoi )?han\s*:?\s*)?(?:chua co thoi han|khong co thoi han|chua an dinh|khong an dinh(?: thoi han)?|chua co|khong)\s*[.)]?$/;
const BOUND =
  '(?:(?:thoi )?han(?: khac phuc| chot| cuoi)?|cham nhat|muon nhat|(?:xong |hoan thanh |thuc hien )?truoc|den het|den ngay|het ngay|xong trong|trong thang|trong quy|trong nam)';
const STOPPED = new RegExp(`[;.,|(]\\s*(${BOUND}\\b[^;]*)$`);
/** Without a stop before it only what reads as a date to its end is one: "xin lỗi người dân trước ngày 30/9/2023". */
const RUNNING = new RegExp(`\\s(${BOUND}\\b\\s*:?\\s*[^;,]*\\d[^;,]*)$`);
/** "hồ sơ phát sinh trước ngày …" tells which files, not by when. */
const TELLS_WHICH = /(?:phat sinh|tiep nhan|ban hanh|ton dong|nop|ke tu|tu|ky)$/;
/** Typed on a line of its own, this belongs to the finding above. */
const CONTINUES = new RegExp(
  `^(?:[-+*•]\\s*)?(?:${BOUND}\\b|(?:(?:yeu cau|de nghi|bien phap) )?(?:khac phuc|chan chinh)\\s*:|bien phap\\s*:|yeu cau\\s*:|kien nghi\\s*:)`,
);
const BULLET = /^(?:[-+*•]\s*|(?:nội dung\s+)?\d{1,2}\s*[.):]\s*(?=\D))/iu;

/** Reads findings line by line: all of them, or what keeps any from being read. Dates without a year follow `from`. */
export function readFindings(text: string, from: Day, calendar: OfficeCalendar): FindingsRead {
  const read = linesOf(text).map((line) => readFinding(line, from, calendar));
  const faults = read.flatMap((one) => ('why' in one ? [one] : []));
  if (faults.length > 0) return { faults };
  return { findings: read.flatMap((one) => ('why' in one ? [] : [one])) };
}

function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const typed of text.split(/\r?\n/)) {
    const line = clean(typed);
    if (line === '') continue;
    const last = lines.at(-1);
    if (last !== undefined && CONTINUES.test(foldedAlike(line)))
      lines[lines.length - 1] = `${last.replace(/[;.,]$/, '')}; ${line.replace(/^[-+*•]\s*/, '')}`;
    else lines.push(line.replace(BULLET, ''));
  }
  return lines;
}

function readFinding(line: string, from: Day, calendar: OfficeCalendar): FindingWords | FindingFault {
  const { words, date } = splitDate(line, from, calendar);
  if (date?.rule === undefined && date !== null)
    return { why: 'unclear_date', line, date: date.typed, reason: date.reason };
  const { finding, remedy } = splitRemedy(words);
  if (remedy === '') return { why: 'no_remedy', line };
  const { field, rest } = splitField(finding);
  const longest = Math.max(rest.length, remedy.length);
  if (longest > LONGEST_FREE_TEXT) return { why: 'too_long', line, length: longest };
  return { field, finding: rest === '' ? null : rest, remedy, rule: date?.rule ?? { kind: 'no_deadline' } };
}

/** The finding before the word for the remedy, or before the first semicolon where no such word stands. */
function splitRemedy(words: string): { finding: string; remedy: string } {
  const match = REMEDY.exec(foldedAlike(words));
  if (match)
    return {
      finding: trimmed(words.slice(0, match.index)),
      remedy: trimmed(words.slice(match.index + match[0].length)),
    };
  const at = words.indexOf(';');
  return at < 0
    ? { finding: trimmed(words), remedy: '' }
    : { finding: trimmed(words.slice(0, at)), remedy: trimmed(words.slice(at + 1)) };
}

function splitField(finding: string): { field: Field | null; rest: string } {
  const at = finding.indexOf(':');
  const field = at < 0 ? undefined : FIELD_OF.get(fold(finding.slice(0, at)).trim());
  return field === undefined
    ? { field: null, rest: finding }
    : { field, rest: trimmed(finding.slice(at + 1)) };
}

type DateWords = { rule: DueRule } | { rule?: undefined; typed: string; reason: string };

function splitDate(
  line: string,
  from: Day,
  calendar: OfficeCalendar,
): { words: string; date: DateWords | null } {
  const folded = foldedAlike(line);
  const none = NO_DATE.exec(folded);
  if (none) return { words: line.slice(0, none.index), date: { rule: { kind: 'no_deadline' } } };
  for (const [pattern, isStopped] of [
    [STOPPED, true],
    [RUNNING, false],
  ] as const) {
    const match = pattern.exec(folded);
    if (!match) continue;
    const start = folded.length - (match[1] ?? '').length;
    const before = line.slice(0, match.index);
    if (!isStopped && TELLS_WHICH.test(foldedAlike(before).trimEnd())) continue;
    const typed = trimmed(line.slice(start)).replace(/\)$/, '');
    const answer = parseDate(typed, from, { calendar });
    const rule = ruleOf(answer);
    const behind = rule ? behindDate(typed, from, calendar) : '';
    if (rule && behind === '') return { words: before, date: { rule } };
    if (rule && isStopped) return { words: `${before}; ${behind}`, date: { rule } };
    if (isStopped) return { words: before, date: { typed, reason: answer.why ?? 'chưa rõ ngày nào' } };
  }
  return { words: line, date: null };
}

/** Words typed behind the date belong to the remedy: "hạn 05/10/2023, báo cáo kết quả về Sở Nội vụ". */
function behindDate(typed: string, today: Day, calendar: OfficeCalendar): string {
  const { text, tokens } = tokenize(typed, LONGEST_FREE_TEXT);
  const [date] = findDates(tokens, { today, calendar });
  return trimmed(text.slice(tokens[(date?.end ?? 0) - 1]?.end ?? text.length));
}

/** A day, month or quarter as the rule that binds; undefined where it is none. */
function ruleOf({ type, value, bound }: DateAnswer): DueRule | undefined {
  if (type === 'range') {
    const [first, last] = value.split('/').map((one) => parseDay(one));
    return first && last ? spanRule(first, last) : undefined;
  }
  if (type !== 'date' && type !== 'datetime' && type !== 'deadline') return undefined;
  const day = parseDay(value.slice(0, 10));
  if (day === undefined || bound === 'from') return undefined;
  return bound === 'before' && type === 'deadline' ? { kind: 'before', day } : { kind: 'by', day };
}

function spanRule(first: Day, last: Day): DueRule {
  const [year, month] = [yearOf(first), monthOf(first)];
  if (last === lastDayOfMonth(year, month)) return { kind: 'in_month', year, month };
  return { kind: 'by', day: last };
}

/** Folded letter for letter, so that places in it are places in the text; only lower case where that cannot be. */
function foldedAlike(text: string): string {
  const folded = fold(text);
  return folded.length === text.length ? folded : text.toLowerCase();
}

const trimmed = (text: string): string => text.replace(/^[\s;,.|>-]+|[\s;,|>(-]+$/g, '').replace(/\.$/, '');

export interface SignedNoticeWords {
  number: string | null;
  issuedOn: Day | null;
  signer: string | null;
  unclear: string | null;
}

const LONGEST_SIGNER = 200;
const SIGNER_BEHIND = /(?:^|[\s,;(])(?:người ký|nguoi ky|ký bởi|ky boi)\s*:?\s*(.+?)[\s).]*$/iu;
/** Behind the day of the paper: "…, bà Trần Thị B, Phó Chủ tịch UBND tỉnh ký". */
const SIGNER_BEFORE = /(\d)\)?[\s,;]+(?:do\s+)?(\p{L}.*?)\s+(?:đã\s+|da\s+)?k[ýy][\s).]*$/iu;

/** "Thông báo số 15/TB-ĐKT ngày 20/8/2023, bà Trần Thị B ký": a signed paper and who signed it. */
export function readSignedNotice(text: string, today: Day, calendar: OfficeCalendar): SignedNoticeWords {
  const typed = clean(text);
  const behind = SIGNER_BEHIND.exec(typed);
  const before = behind ? null : SIGNER_BEFORE.exec(typed);
  const signer = trimmed(behind?.[1] ?? before?.[2] ?? '');
  // A name may hold words of time (Năm, Ba, Thu): only what stands before it is read as paper and day.
  const paper = behind ? typed.slice(0, behind.index) : before ? typed.slice(0, before.index + 1) : typed;
  const { number, issuedOn, unclear } = readPaperWords(paper, today, calendar);
  const isName = signer !== '' && signer.length <= LONGEST_SIGNER;
  return { number, issuedOn, signer: isName ? signer : null, unclear };
}
