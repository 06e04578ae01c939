import { barredAs } from '../language/secrecy.ts';
import type { Language } from '../language/understand.ts';
import { fillsIn, overseesOthers } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { commandOf } from './commands.ts';
import type { Context } from './context.ts';
import type { Action, Cursor, Offer, Place, Reply, Step } from './cursor.ts';
import { isCoded } from './form-pieces.ts';
import { actionOf, followUpOf, labelOf, orderOf } from './interpret.ts';
import type { Content } from './message.ts';
import { offerByNumber, offerByWords } from './offers.ts';
import { hear, perform, receive, takesNumbers } from './parts.ts';
import { owesPlan } from './report-choice.ts';
import {
  isOnlyPaper,
  isPlanNumber,
  isReportNumber,
  readDocument,
  speaksOfCorrection,
} from './report-document.ts';
import { letFilesGo } from './task-done.ts';
import { taskOrderOf } from './task-orders.ts';
import { texts } from './texts.ts';
import { takeSpreadsheet } from './workbook-back.ts';

/** Longer messages are refused whole: half of a pasted table would be worse than none. */
const LONGEST_TEXT = 20_000;

export interface Turn {
  cursor: Cursor;
  replies: readonly Reply[];
  /** What was said is not kept. */
  forget?: true;
}

/** A pressed button, looked up: what it offered, and the question it belonged to (null: an unasked message). */
interface Pressed {
  offer: Offer | undefined;
  revision: number | null;
}

export type Heard = Exclude<Content, { kind: 'press' }> | ({ kind: 'pressed' } & Pressed);

/** One turn: what came in, where the person stood → what is said, where the person stands. */
export async function advance(
  context: Context,
  language: Language,
  cursor: Cursor,
  heard: Heard,
): Promise<Turn> {
  const turn = await answer(context, language, cursor, heard);
  await letFilesGo(context, cursor.place, turn.cursor.place);
  return turn;
}

async function answer(context: Context, language: Language, cursor: Cursor, heard: Heard): Promise<Turn> {
  switch (heard.kind) {
    case 'pressed': {
      const isPast = heard.revision !== null && heard.revision !== cursor.revision;
      if (isPast || !heard.offer) return { cursor, replies: [presentQuestion(cursor)] };
      return settle(cursor, await perform(context, heard.offer.action));
    }
    case 'text':
      return settle(cursor, await answerText(context, language, cursor, heard.text));
    case 'start':
      return settle(cursor, await perform(context, { do: 'menu' }));
    case 'file':
      return settle(cursor, await answerFile(context, language, cursor, heard));
    case 'contact':
    case 'other':
      return settle(cursor, { replies: [{ text: texts.onlyWords }] });
    case 'left':
    case 'returned':
    case 'moved':
      return { cursor, replies: [] };
  }
}

/** Where no file is expected it is not taken; the words written under it are heard like any others. */
async function answerFile(
  context: Context,
  language: Language,
  cursor: Cursor,
  file: Extract<Heard, { kind: 'file' }>,
): Promise<Step> {
  const { name, caption, kept } = file;
  const barred = [name, caption ?? ''].map(barredAs).find((one) => one !== undefined);
  if (barred) {
    await discard(context, kept);
    return { replies: [{ text: texts.fileBarred[barred](name), secret: true }], forget: true };
  }
  const taken = (await receive(context, cursor.place, file)) ?? (await takeSpreadsheet(context, name));
  if (taken) return taken;
  await discard(context, kept);
  const notTaken = { text: texts.fileNotTaken[roleFor(context)](name) };
  if (caption === null || caption.trim() === '') return { replies: [notTaken] };
  const step = await answerText(context, language, cursor, caption);
  return { ...step, replies: [notTaken, ...step.replies] };
}

/** What is not taken is not kept either. */
async function discard({ services }: Context, kept: number | undefined): Promise<void> {
  if (kept !== undefined) await services.files.discard(kept);
}

async function answerText(
  context: Context,
  language: Language,
  cursor: Cursor,
  typed: string,
): Promise<Step> {
  if (typed.length > LONGEST_TEXT) return { replies: [{ text: texts.tooLong(typed.length, LONGEST_TEXT) }] };
  const text = typed
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .trim();
  if (text === '') return { replies: [{ text: texts.onlyWords }] };

  const { place, offered } = cursor;
  const figuresFirst = takesNumbers(place);
  const chosen = offerByWords(offered, text) ?? (figuresFirst ? undefined : offerByNumber(offered, text));
  if (chosen) return perform(context, chosen.action);
  const typedCommand = commandOf(text, isInForm(place));
  // Who enters no figures has no form to stop: the question is given up.
  const command: Action | undefined =
    typedCommand?.do === 'stop_form' && !fillsIn(context.speaker.scope)
      ? { do: 'cancel_change' }
      : typedCommand;
  if (command && !(figuresFirst && isOfTheForm(command))) {
    return elsewhere(context, place, await perform(context, command));
  }
  if (place.name !== 'idle') {
    const step = await hear(context, place, text);
    if (step) return step;
  }
  return elsewhere(context, place, await understood(context, language, cursor, text));
}

/** Fixed words the form has its own meaning for. */
const OF_THE_FORM = new Set<Action['do']>([
  'choose_report',
  'continue_draft',
  'stop_form',
  'send_report',
  'set_style',
]);

/** The workbook of a form is asked for by the same words wherever one stands in it. */
const isOfTheForm = (command: Action): boolean =>
  OF_THE_FORM.has(command.do) &&
  !(command.do === 'choose_report' && (command.purpose === 'workbook' || command.purpose === 'share'));

const isInForm = (place: Place): boolean => place.name.startsWith('form.');

/**
 * What is asked in the middle of something else is answered; a form goes on afterwards, other questions are given up.
 * Choices that come with the answer are meant by number: on a network without buttons the form then waits for TIEP,
 * lest "1" be taken for a figure.
 */
function elsewhere(context: Context, place: Place, step: Step): Step {
  if (step.place !== undefined) return step;
  if (!isInForm(place)) return { ...step, place: { name: 'idle' } };
  const hasChoices = step.replies.at(-1)?.offers !== undefined;
  const replies = withReminderOfForm(step.replies);
  return hasChoices && takesNumbers(place) && !context.hasButtons
    ? { ...step, replies, place: { name: 'idle' } }
    : { ...step, replies };
}

async function understood(context: Context, language: Language, cursor: Cursor, text: string): Promise<Step> {
  const isOfficer = context.speaker.scope.ownUnits.length > 0;
  if (isOfficer && speaksOfCorrection(text) && /\/\s*bc|v[aă]n b[aả]n/i.test(text)) {
    return perform(context, { do: 'correct_document' });
  }
  const taskOrder = taskOrderOf(context, text);
  if (taskOrder) return perform(context, taskOrder);
  if (cursor.place.name === 'idle' && BARE_NUMBER.test(text)) return noSuchChoice(context, cursor);
  if (fillsIn(context.speaker.scope) && isCoded(text)) return perform(context, { do: 'enter_figures', text });
  const paper = readDocument(text, context);
  if (
    paper &&
    isOfficer &&
    isOnlyPaper(text) &&
    (isReportNumber(paper.number) || (isPlanNumber(paper.number) && (await owesPlan(context))))
  ) {
    const { number, day } = paper;
    return perform(context, { do: 'choose_report', purpose: 'document', number, ...(day && { date: day }) });
  }
  const order = orderOf(context, text);
  if (order) return perform(context, order);
  const meaning = language.understand(text, { role: roleFor(context), today: dayOf(context.now) });
  const followUp = meaning.sure ? undefined : followUpOf(context, cursor, text);
  if (followUp) return perform(context, followUp);
  const [unit, another] = meaning.intent === 'none' ? context.findUnits(text) : [];
  if (unit && !another && overseesOthers(context.speaker.scope)) {
    return perform(context, { do: 'about_unit', unit: unit.id });
  }
  const readings = [meaning, ...meaning.alternatives].map((one) => actionOf(context, one, text, cursor));
  const actions = unique(readings.filter((action) => action !== undefined));
  const [first] = actions;
  if (first && (meaning.sure || isHarmless(first)) && readings[0] !== undefined)
    return perform(context, first);
  const offers = actions.slice(0, 3).map((action) => ({ label: labelOf(context, action), action }));
  if (offers.length > 0) return { replies: [{ text: texts.whichMeant(offers.length), offers }] };
  return {
    replies: [{ text: texts.notUnderstood[roleFor(context)], offers: usual(context) }],
  };
}

/** "3", "3." where nothing waits for a figure: a choice that is not there. */
const BARE_NUMBER = /^\d{1,2}[.)]?$/;

function noSuchChoice(context: Context, { offered }: Cursor): Step {
  return offered.length > 0
    ? { replies: [{ text: texts.noSuchChoice(offered.length), offers: offered }] }
    : { replies: [{ text: texts.noChoiceAwaited, offers: usual(context) }] };
}

/** Reading aloud changes nothing, so a likely reading may be answered at once; what writes asks when in doubt. */
const READ_ONLY = new Set<Action['do']>([
  'help',
  'menu',
  'deadlines',
  'schedule',
  'who_is_late',
  'status',
  'completion',
  'overdue_tasks',
  'task_status',
  'tasks',
  'see_task',
  'contact',
  'my_data',
  'choose_report',
  'workbook.get',
  'export',
  'view_report',
  'unit_report',
  'continue_draft',
]);
const isHarmless = (action: Action): boolean => READ_ONLY.has(action.do);

const usual = (context: Context): Offer[] => {
  const actions: Action[] = overseesOthers(context.speaker.scope)
    ? [{ do: 'status' }, { do: 'schedule' }, { do: 'help' }]
    : [{ do: 'deadlines' }, { do: 'choose_report', purpose: 'submit' }, { do: 'help' }];
  return actions.map((action) => ({ label: labelOf(context, action), action }));
};

function roleFor({ speaker: { scope } }: Context): 'coordinator' | 'team_lead' | 'focal' {
  if (scope.coordinates.length > 0) return 'coordinator';
  if (scope.leads.length > 0 || scope.sitsOn.length > 0) return 'team_lead';
  return 'focal';
}

/** Puts a step into the cursor. */
export function settle(cursor: Cursor, step: Step): Turn {
  const place = step.place ?? cursor.place;
  const offers = step.replies.at(-1)?.offers;
  const isNewQuestion = offers !== undefined || step.place !== undefined;
  const next: Cursor = {
    ...cursor,
    revision: isNewQuestion ? cursor.revision + 1 : cursor.revision,
    place,
    offered: offers ?? (isNewQuestion ? [] : cursor.offered),
    recall: step.recall ?? cursor.recall,
  };
  return { cursor: next, replies: step.replies, ...(step.forget && { forget: step.forget }) };
}

function withReminderOfForm(replies: readonly Reply[]): Reply[] {
  const last = replies.at(-1);
  return last ? [...replies.slice(0, -1), { ...last, text: `${last.text}\n\n${texts.formGoesOn}` }] : [];
}

function presentQuestion(cursor: Cursor): Reply {
  if (cursor.offered.length === 0) return { text: texts.nothingAsked };
  return { text: texts.pastQuestion, offers: cursor.offered };
}

function unique(actions: readonly Action[]): Action[] {
  const seen = new Map(actions.map((action) => [JSON.stringify(action), action]));
  return [...seen.values()];
}
