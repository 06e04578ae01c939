import { normalizePhone } from '../domain/phone.ts';
import { fold } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import type { Colleague } from '../services/section-shares.ts';
import type { Context } from './context.ts';
import { ask, askOpen, conclude, concludeSecretly, confirm, stopOffer } from './coordinator-steps.ts';
import { isAsking, isName, isTitle, partsOf } from './coordinator-person-words.ts';
import type { Offer, Step } from './cursor.ts';
import { ownDraft, partNames, withDraft } from './form-draft.ts';
import { partsNamed, shareable } from './parts-shared.ts';
import { formTexts } from './texts-form.ts';
import { peopleTexts } from './texts-coordinator-people.ts';
import { partTexts as texts } from './texts-parts.ts';
import { askParts } from './workbook-share.ts';

const OFFERED = 8;

/** What is known of a part to be given; asked for piece by piece. */
export interface PartGiving {
  report: number;
  /** Keys of sections and tables. */
  parts: readonly string[];
  name?: string;
  title?: string;
  phone?: string;
  /** Somebody of the unit already known; null: somebody new of the same name. */
  to?: number | null;
}

export type PartAction =
  | { do: 'part.give'; text: string; report?: number }
  | { do: 'part.complete'; giving: PartGiving }
  | { do: 'part.confirm'; report: number; parts: readonly string[]; to: Colleague }
  | { do: 'part.take_back'; report: number; part: string; person: number }
  /** "thôi giao mục II": from whoever has it. */
  | { do: 'part.take_back_named'; text: string; report?: number };

export type PartPlace = { name: 'part.giving'; giving: PartGiving };

/** "giao mục II cho Nguyễn Văn A", "giao phần TTHC cho Văn phòng"; what is given, and to whom. */
const GIVING = /^(?:đề nghị\s+|de nghi\s+)?giao\s+(.+?)\s+cho\s+(.+)$/isu;
const TAKING_BACK =
  /^(?:đề nghị\s+|de nghi\s+)?(?:thôi giao|không giao|lấy lại|thu lại|thu hồi|thoi giao|khong giao|lay lai|thu lai|thu hoi)\s+((?:các |những |cac |nhung )?(?:mục|phần|phụ lục|muc|phan|phu luc)\s.+)$/isu;
/** "Nguyễn Văn A 0912 345 678": a number behind a name, without a comma. */
const PHONE_BEHIND = /^(.*\p{L}.*?)\s+((?:\+?84|0)[\d .-]{8,14})$/su;
/** An office is no person: somebody in it is asked for. */
const OFFICE =
  /^(?:văn phòng|phòng|ban|tổ|bộ phận|trung tâm|chi cục|thanh tra|van phong|phong|to|bo phan|trung tam|chi cuc)(?:\s|$)/iu;

/** Whether the words give a part to somebody, at a place where parts are spoken of; elsewhere the word must say so. */
export const isGiving = (text: string, isOfParts = false): boolean =>
  GIVING.test(text) &&
  (isOfParts || /^(?:de nghi )?giao (?:cac |nhung )?(?:muc|phan|phu luc|bieu)\b/.test(fold(text)));

/** Whether the words take a part back. */
export const isTakingBack = (text: string): boolean => TAKING_BACK.test(text);

type Worded = Extract<PartAction, { do: 'part.give' | 'part.take_back_named' }>;

/** Runs `work` on the report that is meant: the one named, the only one, or the one chosen. */
async function inReport(
  context: Context,
  action: Worded,
  work: (draft: Draft) => Promise<Step>,
): Promise<Step> {
  const { services, speaker } = context;
  if (action.report !== undefined) return withDraft(context, action.report, work);
  const all = (await services.drafts.listOfUnits(speaker.scope.ownUnits)).filter(
    ({ formVersionId }) => formVersionId !== null,
  );
  const owed = all.filter(({ figuresAt }) => !figuresAt);
  const meant = owed.length > 0 ? owed : all;
  const [only, another] = meant;
  if (!only) return conclude(texts.noReport);
  if (!another) return withDraft(context, only.id, work);
  const offers = meant.slice(0, OFFERED).map((one): Offer => ({
    label: formTexts.reportName(one),
    action: { ...action, report: one.id },
  }));
  return ask(texts.whichReport, [...offers, stopOffer]);
}

/** The words with which a part is given: which report, which parts, to whom. */
export const giveParts = (
  context: Context,
  action: Extract<PartAction, { do: 'part.give' }>,
): Promise<Step> =>
  inReport(context, action, (draft) => {
    const [, named = '', receiver = ''] = GIVING.exec(action.text.trim()) ?? [];
    const { found, unknown } = partsNamed(draft, named);
    if (found.length === 0 || unknown.length > 0)
      return askParts(context, draft, texts.whichPart(unknown[0] ?? named));
    const giving: PartGiving = { report: draft.report.id, parts: found.map(({ key }) => key) };
    return takeReceiver(context, draft, giving, receiver);
  });

/** The words with which a part is taken back, from everybody who has it. */
export const takeBackNamed = (
  context: Context,
  action: Extract<PartAction, { do: 'part.take_back_named' }>,
): Promise<Step> =>
  inReport(context, action, async (draft) => {
    const { services, speaker, now } = context;
    const reportId = draft.report.id;
    const [, named = ''] = TAKING_BACK.exec(action.text.trim()) ?? [];
    const { found, unknown } = partsNamed(draft, named);
    if (found.length === 0 || unknown.length > 0)
      return askParts(context, draft, texts.whichPart(unknown[0] ?? named));
    const held = (await services.sectionShares.ofReport(reportId)).filter(({ part }) =>
      found.some(({ key }) => key === part),
    );
    const lines: string[] = [];
    for (const { personId, name } of new Map(held.map((one) => [one.personId, one])).values()) {
      const parts = held.filter((one) => one.personId === personId).map(({ part }) => part);
      const ended = await services.sectionShares.takeBack({ reportId, personId, parts, by: speaker }, now);
      if (ended.length > 0) lines.push(texts.takenBack(partNames(draft, ended), name, now));
    }
    return lines.length === 0 ? askParts(context, draft, texts.notGiven) : conclude(lines.join('\n'));
  });

/** What was asked for last; questions are left to be answered. */
export async function hearReceiver(
  context: Context,
  { giving }: PartPlace,
  typed: string,
): Promise<Step | undefined> {
  if (isGiving(typed)) return giveParts(context, { do: 'part.give', text: typed, report: giving.report });
  if (isAsking(typed)) return undefined;
  const draft = await ownDraft(context, giving.report);
  return draft && takeReceiver(context, draft, giving, typed);
}

/** "Nguyễn Văn A; Chuyên viên; 0912345678", or what of it is still missing. */
function takeReceiver(context: Context, draft: Draft, known: PartGiving, typed: string): Promise<Step> {
  let next = known;
  for (const part of partsOf(typed).flatMap(withoutPhone)) {
    const phone = normalizePhone(part);
    if (phone !== undefined) next = { ...next, phone };
    else if (/\d{5}/.test(part)) return Promise.resolve(askOpen(texts.phoneNotRead, placeOf(next)));
    else if (OFFICE.test(part) && next.title === undefined) next = { ...next, title: part };
    else if (next.name === undefined) {
      if (!isName(part)) return Promise.resolve(askOpen(texts.nameNotRead, placeOf(next)));
      next = { ...next, name: part };
    } else if (isTitle(part)) next = { ...next, title: part };
  }
  return completeGiving(context, draft, next);
}

function withoutPhone(part: string): string[] {
  const [, before, phone] = PHONE_BEHIND.exec(part) ?? [];
  return before === undefined || phone === undefined || normalizePhone(phone) === undefined
    ? [part]
    : [before, phone];
}

const placeOf = (giving: PartGiving): PartPlace => ({ name: 'part.giving', giving });

/** Asks for what is still missing, or for the confirmation. */
export async function completeGiving(context: Context, draft: Draft, giving: PartGiving): Promise<Step> {
  const { services, speaker } = context;
  const { report, parts, name, title, phone } = giving;
  const { unitId, unitName } = draft.report;
  const again = { do: 'part.complete', giving: { report, parts } } as const;
  if (name === undefined) {
    const onlyFile: Offer = {
      label: texts.offers.onlyWorkbook,
      action: { do: 'workbook.get', report, sections: parts },
    };
    return ask(texts.askWho(partNames(draft, parts), title ?? null), [onlyFile, stopOffer], placeOf(giving));
  }
  const known = (await services.people.findByName(speaker.jurisdictionId, name)).filter(
    ({ id, unitId: of }) => of === unitId && id !== speaker.id,
  );
  if (giving.to === undefined && known.length > 0) {
    const offers = [...known.slice(0, OFFERED), null].map((one): Offer => ({
      label: one === null ? texts.somebodyNew(name) : texts.known(one.name, one.title),
      action: { do: 'part.complete', giving: { ...giving, to: one?.id ?? null } },
    }));
    return ask(texts.isKnown(name, unitName), [...offers, stopOffer], placeOf(giving));
  }
  const receiver = known.find(({ id }) => id === giving.to);
  if (!receiver && phone === undefined) return askOpen(texts.askPhone(name), placeOf(giving));
  const who = texts.known(name, receiver ? receiver.title : (title ?? null));
  const named = shareable(draft).filter(({ key }) => parts.includes(key));
  return confirm(
    texts.confirm(draft.report, named, who, !receiver),
    {
      do: 'part.confirm',
      report,
      parts,
      to: receiver ? { person: receiver.id } : { name, title: title ?? null, phone: phone ?? '' },
    },
    again,
  );
}

/** Given: who is new, or has no account yet, gets a code, which is theirs to hand on. */
export async function confirmGiving(
  context: Context,
  draft: Draft,
  { report, parts, to }: Extract<PartAction, { do: 'part.confirm' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const given = await services.sectionShares.give({ reportId: report, parts, to, by: speaker }, now);
  if (given.kind === 'not_found' || given.kind === 'not_of_unit') return conclude(texts.notOfUnit);
  const person = await services.people.find(given.personId);
  const name = person?.name ?? '';
  const who = texts.known(name, person?.title ?? null);
  const codes = partNames(draft, parts);
  switch (given.kind) {
    case 'speaks_for_unit':
      return conclude(texts.speaksForUnit(name));
    case 'had_already':
      return conclude(texts.unchanged(codes, who));
    case 'given': {
      const done = texts.done(codes, who, now);
      if (given.isReached) return conclude(`${done}\n${texts.reached}`);
      if (!given.mayGetCode) return conclude(`${done}\n${texts.noCode}`);
      const { code, lastDay } = await services.people.issueCode(given.personId, speaker.id, now);
      return concludeSecretly(`${done}\n${peopleTexts.code(name, code, lastDay)}`);
    }
  }
}

/** A part is the officer's alone again. */
export async function takePartBack(
  context: Context,
  draft: Draft,
  { report, part, person }: Extract<PartAction, { do: 'part.take_back' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const input = { reportId: report, personId: person, parts: [part], by: speaker };
  const ended = await services.sectionShares.takeBack(input, now);
  if (ended.length === 0) return askParts(context, draft, texts.notGiven);
  const name = (await services.people.find(person))?.name ?? '';
  return conclude(texts.takenBack(partNames(draft, ended), name, now));
}
