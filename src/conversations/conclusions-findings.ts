import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import type { Conclusion, FindingInput } from '../services/conclusion-access.ts';
import { showConclusion } from './conclusions-view.ts';
import {
  readFindings,
  type FindingFault,
  type FindingsRead,
  type FindingWords,
} from './conclusions-words.ts';
import type { Context } from './context.ts';
import { ask, askOpen, conclude, confirm, say } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { conclusionTexts as texts } from './texts-conclusions.ts';

export type FindingAction =
  | { do: 'add_findings'; conclusion: number }
  | { do: 'confirm_findings'; conclusion: number; findings: FindingInput[]; stamp: string }
  | { do: 'edit_finding'; conclusion: number; no: string }
  | { do: 'confirm_finding'; conclusion: number; no: string; to: FindingInput; stamp: string }
  | { do: 'leave_findings' }
  | { do: 'send_conclusion'; conclusion: number }
  | { do: 'confirm_send'; conclusion: number; stamp: string };

export type FindingPlace =
  /** `half`: a finding typed without what is asked for it. */
  | { name: 'conclusion.findings'; conclusion: number; half?: string }
  | { name: 'conclusion.finding'; conclusion: number; no: string };

/** A finding parts itself from its remedy by a stop; a question or an order about a unit does not. */
const PARTED = /[;:\n]/;
/** "sửa 2", "sửa nội dung 2: …", "xoá 2". */
const EDIT = /^(?:sửa|sua)\s+(?:(?:nội dung|noi dung|số|so)\s+)*(\d{1,3})\s*(?:[:.;-]\s*([\s\S]+))?$/iu;
const REMOVE = /^(?:xóa|xoá|xoa|bỏ|bo)\s+(?:(?:nội dung|noi dung|số|so)\s+)*(\d{1,3})\.?$/iu;

/** Said once a notice is stored: what comes next is what it found. */
export const askForFindings = (one: Conclusion, heading?: string): Step => {
  const question = texts.askFindings(one.unitName, one);
  const offers: Offer[] = [sendOffer(one.id), laterOffer];
  const text = heading === undefined ? question : `${heading}\n${question}`;
  const place = { name: 'conclusion.findings', conclusion: one.id } as const;
  return one.sentAt === null ? ask(text, offers, place) : askOpen(text, place);
};

export async function addFindings(
  context: Context,
  { conclusion: id }: { conclusion: number },
): Promise<Step> {
  const one = await context.services.conclusions.findKept(context.speaker, id);
  return one ? askForFindings(one) : conclude(texts.notYours(context.speaker.address));
}

/** What is typed is stored at once while nobody but its keepers sees it; a notice the unit has is changed by confirmation. */
export async function hearFindings(
  context: Context,
  { conclusion: id, half }: { conclusion: number; half?: string },
  typed: string,
): Promise<Step | undefined> {
  const { services, speaker, now, calendar } = context;
  const [, removed] = REMOVE.exec(typed) ?? [];
  if (removed !== undefined) return remove(context, id, removed);
  const [, edited, to] = EDIT.exec(typed) ?? [];
  if (edited !== undefined)
    return to === undefined
      ? editFinding(context, { conclusion: id, no: String(Number(edited)) })
      : hearFinding(context, { conclusion: id, no: String(Number(edited)) }, to);
  if (isOtherwise(context, typed)) return undefined;
  const one = await services.conclusions.findKept(speaker, id);
  if (!one) return conclude(texts.notYours(speaker.address));
  const read = readWith(half, typed, one.issuedOn, calendar);
  if ('faults' in read) return faulty(read.faults, id);
  const { findings } = read;
  if (one.sentAt !== null) {
    const first = Math.max(0, ...one.findings.map(({ no }) => Number(no))) + 1;
    const lines = findings.map((finding, index) => preview(context, one, String(first + index), finding));
    return confirm(
      texts.confirmAdded(one.unitName, lines),
      { do: 'confirm_findings', conclusion: id, findings, stamp: one.stamp },
      { do: 'add_findings', conclusion: id },
      { name: 'conclusion.findings', conclusion: id },
    );
  }
  const added = await services.conclusions.addFindings({ conclusion: id, findings, by: speaker }, now);
  return afterAdding(context, one, added);
}

export async function confirmFindings(
  context: Context,
  { conclusion: id, findings, stamp }: Extract<FindingAction, { do: 'confirm_findings' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const added = await services.conclusions.addFindings({ conclusion: id, findings, stamp, by: speaker }, now);
  const one = await services.conclusions.findKept(speaker, id);
  return one ? afterAdding(context, one, added) : conclude(texts.notYours(speaker.address));
}

/** Words that are no finding by themselves may be the remedy of the one typed before. */
function readWith(
  half: string | undefined,
  typed: string,
  from: Day,
  calendar: OfficeCalendar,
): FindingsRead {
  const whole = readFindings(typed, from, calendar);
  if (half === undefined || 'findings' in whole) return whole;
  const lacksRemedy = whole.faults.every(({ why }) => why === 'no_remedy');
  const joined = readFindings(`${half}; khắc phục: ${typed}`, from, calendar);
  return 'findings' in joined || lacksRemedy ? joined : whole;
}

/** A finding alone is kept until its remedy is typed; whatever else is wrong is said. */
function faulty(faults: readonly FindingFault[], conclusion: number): Step {
  const [only, another] = faults;
  if (!only || another || only.why !== 'no_remedy') return say(texts.faults(faults));
  return askOpen(texts.askRemedy(only.line), { name: 'conclusion.findings', conclusion, half: only.line });
}

type Added = Awaited<ReturnType<Context['services']['conclusions']['addFindings']>>;

function afterAdding(context: Context, one: Conclusion, added: Added): Promise<Step> | Step {
  switch (added.kind) {
    case 'not_found':
      return conclude(texts.notYours(context.speaker.address));
    case 'changed_meanwhile':
      return showConclusion(context, added.conclusion, texts.changed);
    case 'too_many':
      return say(texts.tooMany(added.limit));
    case 'date_before_notice':
      return say(texts.dateBeforeNotice(added.lastDay, one));
    case 'done': {
      const { conclusion, numbers, told } = added;
      if (told !== null)
        return showConclusion(
          context,
          conclusion,
          `${texts.added(numbers)} ${texts.toldOf(conclusion.unitName, told)}`,
        );
      return entering(context, conclusion, texts.added(numbers));
    }
  }
}

/** What has been entered so far; more may be typed, or the whole sent. */
function entering({ calendar }: Context, one: Conclusion, heading: string): Step {
  const lines = one.findings.map((finding) => texts.finding(finding, one.policy, calendar));
  return ask(
    [heading, ...(lines.length > 0 ? [texts.entered(lines.length), ...lines] : []), '', texts.editHint].join(
      '\n',
    ),
    [sendOffer(one.id), laterOffer],
    {
      name: 'conclusion.findings',
      conclusion: one.id,
    },
  );
}

export async function editFinding(
  context: Context,
  { conclusion: id, no }: { conclusion: number; no: string },
): Promise<Step> {
  const one = await context.services.conclusions.findKept(context.speaker, id);
  if (!one) return conclude(texts.notYours(context.speaker.address));
  const row = one.findings.find((finding) => finding.no === no);
  if (!row) return say(texts.noSuchFinding(no));
  return askOpen(texts.askFinding(texts.finding(row, one.policy, context.calendar)), {
    name: 'conclusion.finding',
    conclusion: id,
    no,
  });
}

export async function hearFinding(
  context: Context,
  { conclusion: id, no }: { conclusion: number; no: string },
  typed: string,
): Promise<Step | undefined> {
  const { services, speaker, calendar } = context;
  if (isOtherwise(context, typed)) return undefined;
  const one = await services.conclusions.findKept(speaker, id);
  if (!one) return conclude(texts.notYours(speaker.address));
  const row = one.findings.find((finding) => finding.no === no);
  if (!row) return say(texts.noSuchFinding(no));
  const read = readFindings(typed, one.issuedOn, calendar);
  if ('faults' in read) return say(texts.faults(read.faults));
  const [to, another] = read.findings;
  if (!to || another) return say(texts.onlyOne);
  if (one.sentAt === null)
    return confirmFinding(context, { do: 'confirm_finding', conclusion: id, no, to, stamp: one.stamp });
  const before = texts.finding(row, one.policy, calendar);
  return confirm(
    texts.confirmChanged(one.unitName, before, preview(context, one, no, to)),
    { do: 'confirm_finding', conclusion: id, no, to, stamp: one.stamp },
    { do: 'edit_finding', conclusion: id, no },
    { name: 'conclusion.finding', conclusion: id, no },
  );
}

export async function confirmFinding(
  context: Context,
  { conclusion: id, no, to, stamp }: Extract<FindingAction, { do: 'confirm_finding' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const change = await services.conclusions.changeFinding(
    { conclusion: id, no, to, stamp, by: speaker },
    now,
  );
  switch (change.kind) {
    case 'not_found':
      return conclude(texts.notYours(speaker.address));
    case 'no_such_finding':
      return say(texts.noSuchFinding(no));
    case 'changed_meanwhile':
      return showConclusion(context, change.conclusion, texts.changed);
    case 'date_before_notice': {
      const one = await services.conclusions.findKept(speaker, id);
      return one
        ? say(texts.dateBeforeNotice(change.lastDay, one))
        : conclude(texts.notYours(speaker.address));
    }
    case 'unchanged':
      return after(context, change.conclusion, texts.unchanged);
    case 'done': {
      const { conclusion, told } = change;
      const done = texts.changedOne(no);
      return after(
        context,
        conclusion,
        told === null ? done : `${done} ${texts.toldOf(conclusion.unitName, told)}`,
      );
    }
  }
}

async function remove(context: Context, id: number, typed: string): Promise<Step> {
  const { services, speaker, now } = context;
  const no = String(Number(typed));
  const removed = await services.conclusions.removeFinding({ conclusion: id, no, by: speaker }, now);
  switch (removed.kind) {
    case 'not_found':
      return conclude(texts.notYours(speaker.address));
    case 'no_such_finding':
      return say(texts.noSuchFinding(no));
    case 'sent':
      return say(texts.sentCannotGo(no));
    case 'changed_meanwhile':
      return showConclusion(context, removed.conclusion, texts.changed);
    case 'done':
      return entering(context, removed.conclusion, texts.removedOne(no));
  }
}

const after = (context: Context, one: Conclusion, heading: string): Promise<Step> | Step =>
  one.sentAt === null ? entering(context, one, heading) : showConclusion(context, one, heading);

/** The whole notice once more, and whom it goes to. */
export async function sendConclusion(
  context: Context,
  { conclusion: id }: { conclusion: number },
): Promise<Step> {
  const { services, speaker, now, calendar } = context;
  const one = await services.conclusions.findKept(speaker, id);
  if (!one) return conclude(texts.notYours(speaker.address));
  if (one.sentAt !== null) return showConclusion(context, one, texts.sentAlready(one.sentAt));
  const holders = await services.people.holders([one.unitId], ['focal'], now);
  const names = [...new Map(holders.map(({ personId, name }) => [personId, name])).values()];
  const text = [
    texts.view(one, now, one.issuedOn, calendar),
    '',
    texts.confirmSend(one.unitName, names, one.findings.length === 0),
  ].join('\n');
  return confirm(text, { do: 'confirm_send', conclusion: id, stamp: one.stamp }, null, {
    name: 'conclusion.findings',
    conclusion: id,
  });
}

export async function confirmSend(
  context: Context,
  { conclusion: id, stamp }: Extract<FindingAction, { do: 'confirm_send' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const sending = await services.conclusions.send({ conclusion: id, stamp, by: speaker }, now);
  switch (sending.kind) {
    case 'not_found':
      return conclude(texts.notYours(speaker.address));
    case 'plan_not_issued':
      return conclude(texts.planNotIssued);
    case 'already_done':
      return showConclusion(context, sending.conclusion, texts.sentAlready(sending.at));
    case 'changed_meanwhile':
      return showConclusion(context, sending.conclusion, texts.changed);
    case 'done':
      return showConclusion(
        context,
        sending.conclusion,
        texts.sent(sending.conclusion.unitName, sending.told, now),
      );
  }
}

/** Asked or ordered in the middle of entering: the rest of the conversation understands it. */
const isOtherwise = ({ findUnits }: Context, typed: string): boolean =>
  !PARTED.test(typed) && (typed.trimEnd().endsWith('?') || findUnits(typed).length > 0);

/** A finding as it would stand in the notice. */
function preview(
  { services, calendar }: Context,
  one: Conclusion,
  no: string,
  finding: FindingWords,
): string {
  const lastDay = services.conclusions.lastDayOf(finding.rule, one);
  return texts.finding(
    { ...finding, no, lastDay, doneOn: null, arisen: true, claimedOn: null },
    one.policy,
    calendar,
  );
}

const sendOffer = (conclusion: number): Offer => ({
  label: texts.offers.send,
  words: ['gửi', 'gửi đơn vị'],
  action: { do: 'send_conclusion', conclusion },
});

const laterOffer: Offer = {
  label: texts.offers.later,
  words: ['thôi', 'dừng', 'thoát'],
  action: { do: 'leave_findings' },
};
