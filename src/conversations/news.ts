import { isSecret } from '../domain/visits.ts';
import type { Context, Part } from './context.ts';
import { texts } from './texts.ts';
import { noticeTexts } from './texts-reminders.ts';

/** What may be answered to an announced or moved visit. */
export type NewsAction = { do: 'notice_received'; visit: number } | { do: 'notice_missing'; visit: number };

export const newsPart: Part<NewsAction, never> = {
  places: {},
  actions: {
    notice_received: async (context, { visit }) => {
      if (!(await isOwn(context, visit)))
        return { replies: [{ text: texts.outOfScope(context.speaker.address) }] };
      await context.services.visits.noteNotice(visit, 'received', context.speaker.id, context.now);
      return { replies: [{ text: noticeTexts.thanks }] };
    },
    notice_missing: async (context, { visit }) => {
      if (!(await isOwn(context, visit)))
        return { replies: [{ text: texts.outOfScope(context.speaker.address) }] };
      const coordinator = await reportMissing(context, visit);
      return { replies: [{ text: noticeTexts.willBeTold(coordinator) }] };
    },
  },
};

/** The coordinator sees it as a difficulty of the unit, and answers it there. */
async function reportMissing(context: Context, visitId: number): Promise<string> {
  const { services, speaker, now } = context;
  const visit = await services.visits.find(visitId);
  if (!visit) return '';
  const isKnown = await services.visits.isNoticeMissing(visit);
  if (isKnown) return visit.coordinatorName;
  await services.visits.noteNotice(visitId, 'missing', speaker.id, now);
  await services.difficulties.ask(
    {
      unitId: visit.unitId,
      coordinatorUnitId: visit.coordinatorUnitId,
      askedBy: speaker.id,
      text: noticeTexts.offers.missing,
    },
    now,
  );
  return visit.coordinatorName;
}

/** The buttons stay under the message for ever; the person may have moved on. */
async function isOwn({ services, speaker }: Context, visitId: number): Promise<boolean> {
  const visit = await services.visits.find(visitId);
  return visit !== undefined && !isSecret(visit) && speaker.scope.ownUnits.includes(visit.unitId);
}
