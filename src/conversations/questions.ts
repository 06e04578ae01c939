import type { Day } from '../domain/day.ts';
import { overseesOthers } from '../domain/grants.ts';
import type { Context, GuideKey, Part } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { aboutUnit, deadlines, endLines, officerOffers, status, whoIsLate } from './questions-reports.ts';
import { schedule, type ScheduleQuestion } from './questions-schedule.ts';
import { setAddress, setReminders, settings, setStyle, type Address } from './questions-self.ts';
import { completion, overdueTasks, taskStatus } from './questions-tasks.ts';
import { printedContacts } from './plan-contacts.ts';
import { bounded } from './lists.ts';
import { offerLabels as labels, questionTexts as texts } from './texts-questions.ts';
import { workbookTexts } from './texts-workbooks.ts';

/** What anybody may ask; every answer is limited to the asker's scope. */
export type QuestionAction =
  | { do: 'help' }
  | { do: 'menu' }
  | { do: 'deadlines'; unit?: number }
  | ({ do: 'schedule' } & ScheduleQuestion)
  | { do: 'who_is_late'; due?: Day; unit?: number }
  | { do: 'status'; unit?: number }
  /** A unit's bare name, typed by somebody who follows it. */
  | { do: 'about_unit'; unit: number }
  | { do: 'completion'; unit?: number; field?: string; period?: string; by?: 'unit' | 'field' }
  | { do: 'overdue_tasks'; unit?: number; field?: string }
  | { do: 'task_status'; tasks: string[]; unit?: number }
  | { do: 'contact'; unit?: number }
  | { do: 'settings'; setting?: string; value?: string | number }
  | { do: 'stop_reminders' }
  | { do: 'resume_reminders' }
  | { do: 'set_style'; style: 'one_by_one' | 'batch' }
  | { do: 'set_address'; address: Address }
  | { do: 'wrong_details' };

export const questionPart: Part<QuestionAction, never> = {
  places: {},
  actions: {
    help: (context) => Promise.resolve(help(context)),
    menu: (context) => Promise.resolve(menu(context)),
    deadlines,
    schedule,
    who_is_late: whoIsLate,
    status,
    about_unit: aboutUnit,
    completion,
    overdue_tasks: overdueTasks,
    task_status: taskStatus,
    contact,
    settings,
    stop_reminders: (context) => setReminders(context, 'off'),
    resume_reminders: (context) => setReminders(context, 'on'),
    set_style: (context, { style }) => setStyle(context, style),
    set_address: (context, { address }) => setAddress(context, address),
    wrong_details: (context) => Promise.resolve(wrongDetails(context)),
  },
};

function help(context: Context): Step {
  const guides = guideTexts(context);
  const text = [...roleTexts(context), ...(guides.length > 0 ? [guides.join('\n')] : [])].join('\n\n');
  return { replies: [{ text, offers: menuOffers(context) }] };
}

/** Where each hat of the person is explained with examples. */
function guideTexts({ speaker: { scope }, desk: { guideLink } }: Context): string[] {
  if (!guideLink) return [];
  const guides: GuideKey[] = [
    ...(scope.coordinates.length > 0 ? (['co-quan-thuong-truc'] as const) : []),
    ...(scope.leads.length > 0 || scope.sitsOn.length > 0 ? (['truong-doan'] as const) : []),
    ...(scope.ownUnits.length > 0 ? (['can-bo-dau-moi', 'thu-truong-don-vi'] as const) : []),
  ];
  return guides.map((guide) => texts.guide(guide, guideLink(guide)));
}

function menu(context: Context): Step {
  const { name, address } = context.speaker;
  return { replies: [{ text: texts.menu(name, address), offers: menuOffers(context) }] };
}

/** The help of every hat the person wears. */
function roleTexts({ speaker: { scope } }: Context): string[] {
  const isTeam = scope.leads.length > 0 || scope.sitsOn.length > 0;
  const help = [
    ...(scope.coordinates.length > 0 ? [texts.help.coordinator] : []),
    ...(isTeam ? [texts.help.team] : []),
    ...(scope.ownUnits.length > 0 ? [texts.help.officer] : []),
    ...(scope.ownUnits.length === 0 && scope.fills.length > 0 ? [texts.help.filler] : []),
  ];
  return help.length > 0 ? help : [texts.noTeamYet];
}

function menuOffers({ speaker: { scope } }: Context): Offer[] {
  const overseer: Offer[] = [
    { label: labels.status, action: { do: 'status' } },
    { label: labels.schedule, action: { do: 'schedule' } },
    { label: labels.late, action: { do: 'who_is_late' } },
    { label: labels.papers, action: { do: 'export' } },
    ...(scope.coordinates.length > 0
      ? [{ label: labels.coordinate, action: { do: 'coordinate' as const } }]
      : []),
  ];
  const officer: Offer[] = [{ label: labels.deadlines, action: { do: 'deadlines' } }, ...officerOffers(true)];
  const filler: Offer[] = [
    { label: labels.submit, action: { do: 'choose_report', purpose: 'submit' } },
    { label: workbookTexts.offer, action: { do: 'choose_report', purpose: 'workbook' } },
  ];
  if (!overseesOthers(scope))
    return scope.ownUnits.length > 0
      ? officer
      : scope.fills.length > 0
        ? filler
        : [{ label: labels.myData, action: { do: 'my_data' } }];
  if (scope.ownUnits.length === 0) return overseer;
  return [...overseer, ...officer.filter(({ action }) => action.do !== 'schedule')];
}

/** Whom to call: of a named unit where the asker may know, otherwise the bodies that coordinate the asker's reports. */
async function contact(context: Context, { unit }: { unit?: number }): Promise<Step> {
  const { speaker, services, now } = context;
  const { scope, address } = speaker;
  const own = await services.reports.ofUnits(scope, scope.ownUnits);
  const bodies = [...new Set(own.map(({ coordinatorUnitId }) => coordinatorUnitId))];
  const asked = unit === undefined ? (bodies.length > 0 ? bodies : scope.coordinates) : [unit];
  if (asked.length === 0) return say(texts.outOfScope(address));
  const parts: string[] = [];
  for (const id of asked) {
    const name = context.unitName(id);
    const known = [...scope.ownUnits, ...scope.coordinates, ...bodies].includes(id);
    const follows =
      known ||
      (await services.reports.ofUnits(scope, [id])).length > 0 ||
      (await services.reports.coordinatesUnit(scope, id));
    if (name === undefined || !follows) return say(texts.outOfScope(address));
    const holders = await services.people.holders(
      [id],
      bodies.includes(id) ? ['coordinator', 'focal'] : ['focal'],
      now,
    );
    const lines = [
      ...new Map(
        holders.map((one) => [one.personId, texts.contact.line(one.name, one.title, one.phone)]),
      ).values(),
    ];
    const printed = await printedContacts(context, { units: scope.ownUnits, body: id });
    const said =
      lines.length === 0 ? [texts.contact.none(name)] : [texts.contact.heading(name), ...bounded(lines)];
    parts.push([...said, ...printed, ...(await endLines(context, id))].join('\n'));
  }
  const [only] = asked;
  return {
    replies: [{ text: parts.join('\n\n') }],
    ...(asked.length === 1 && only !== undefined ? { recall: { do: 'contact' as const, unit: only } } : {}),
  };
}

/** SAI: what is right is typed, and goes to the coordinator. */
function wrongDetails(context: Context): Step {
  return {
    replies: [{ text: texts.correction(context.speaker.address) }],
    place: { name: 'team.correction' },
  };
}

const say = (text: string): Step => ({ replies: [{ text }] });
