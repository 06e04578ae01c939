import type { Day } from '../domain/day.ts';
import { mayAskOf } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { parseDate } from '../language/date.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { freeText, isTooLong } from './free-text.ts';
import { withPeriods } from './recurring-reports.ts';
import { questionTexts } from './texts-questions.ts';
import { teamTexts as texts } from './texts-team.ts';

const IDLE = { name: 'idle' } as const;
/** Working days offered for a supplement. */
const OFFERED_DAYS = [2, 3, 5] as const;

/** A supplement has its own words and its own date; both are asked, then confirmed together. */
export async function askSupplement(
  context: Context,
  { report: id, unit, text }: { report?: number; unit?: number; text?: string },
): Promise<Step> {
  const { services, speaker, now } = context;
  if (id === undefined) return chooseReport(context, unit, text);
  const report = await services.reports.findInScope(speaker.scope, id);
  if (!report || !mayAskOf(speaker.scope, report)) return say(questionTexts.notFound(speaker.address));
  if (!report.figuresAt && !report.documentAt)
    return say(texts.supplement.nothingYet(report.title, report.unitName, now));
  const place = { name: 'team.supplement', report: id, text: null } as const;
  if (text !== undefined) return hearSupplement(context, place, text);
  return { replies: [{ text: texts.supplement.ask(report.title, report.unitName) }], place };
}

/** "Đề nghị Sở A bổ sung: …": the unit's report that came in; where nothing came, that is said. */
async function chooseReport(context: Context, unit?: number, text?: string): Promise<Step> {
  const { services, speaker } = context;
  if (unit === undefined) return say(texts.supplement.whichUnit);
  const reports = (await services.reports.ofUnits(speaker.scope, [unit])).filter((report) =>
    mayAskOf(speaker.scope, report),
  );
  const came = reports.filter(({ figuresAt, documentAt }) => figuresAt ?? documentAt);
  const [only, another] = came.length > 0 ? came : reports;
  if (!only) return say(questionTexts.notFound(speaker.address));
  const words = text === undefined ? {} : { text };
  if (!another || came.length === 0) return askSupplement(context, { report: only.id, ...words });
  const offers = withPeriods(came).map((report): Offer => ({
    label: report.title,
    action: { do: 'ask_supplement', report: report.id, ...words },
  }));
  return { replies: [{ text: texts.whichReport(only.unitName), offers }] };
}

export async function hearSupplement(
  context: Context,
  place: { report: number; text: string | null },
  typed: string,
): Promise<Step> {
  if (place.text !== null) return hearDay(context, { report: place.report, text: place.text }, typed);
  const text = freeText(typed);
  if (text === '') return say(texts.empty);
  if (isTooLong(text)) return say(texts.tooLong(text.length));
  const today = dayOf(context.now);
  const offers = OFFERED_DAYS.map((days): Offer => {
    const dueOn = context.calendar.shift(today, days);
    return {
      label: texts.supplement.dayOffer(dueOn),
      action: { do: 'set_supplement_day', report: place.report, text, dueOn },
    };
  });
  return {
    replies: [{ text: texts.supplement.askDay, offers }],
    place: { name: 'team.supplement', report: place.report, text },
  };
}

async function hearDay(
  context: Context,
  { report, text }: { report: number; text: string },
  typed: string,
): Promise<Step> {
  const answer = parseDate(typed, dayOf(context.now), { calendar: context.calendar });
  const { lastDay } = answer;
  if (lastDay === null) return say(texts.supplement.dayNotUnderstood(answer.why ?? 'chưa rõ ngày'));
  return setSupplementDay(context, { report, text, dueOn: lastDay });
}

export async function setSupplementDay(
  context: Context,
  { report: id, text, dueOn }: { report: number; text: string; dueOn: Day },
): Promise<Step> {
  const { services, speaker, now } = context;
  const report = await services.reports.findInScope(speaker.scope, id);
  if (!report || !mayAskOf(speaker.scope, report))
    return { ...say(questionTexts.notFound(speaker.address)), place: IDLE };
  if (dueOn < dayOf(now)) return say(texts.supplement.past(dueOn));
  const asked = (await services.supplements.ofReports([id])).length;
  const offers: Offer[] = [
    {
      label: texts.offers.send,
      words: ['gửi', 'đồng ý', 'ok'],
      action: { do: 'send_supplement', report: id, text, dueOn, asked },
    },
    { label: texts.offers.edit, words: ['sửa'], action: { do: 'ask_supplement', report: id } },
    { label: texts.offers.stop, words: ['không', 'thôi', 'dừng', 'hủy'], action: { do: 'cancel' } },
  ];
  return {
    replies: [{ text: texts.supplement.confirm(report.unitName, report.title, text, dueOn), offers }],
    place: IDLE,
  };
}

export async function sendSupplement(
  context: Context,
  input: { report: number; text: string; dueOn: Day; asked: number },
): Promise<Step> {
  const { services, speaker, now } = context;
  const asked = await services.supplements.ask({ ...input, by: speaker }, now);
  switch (asked.kind) {
    case 'not_found':
      return say(questionTexts.notFound(speaker.address));
    case 'nothing_received':
      return say(texts.supplement.nothingYet(asked.report.title, asked.report.unitName, now));
    case 'already_done':
      return say(texts.doneAlready(asked.at));
    case 'changed_meanwhile':
      return say(texts.changed);
    case 'date_in_the_past':
      return say(texts.supplement.past(input.dueOn));
    case 'done':
      return say(texts.supplement.sent(asked.report.unitName, asked.told.reached, asked.told.unreached));
  }
}

const say = (text: string): Step => ({ replies: [{ text }] });
