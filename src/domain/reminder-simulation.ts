import type { OfficeCalendar } from './calendar.ts';
import { addDays, mondayOf, type Day } from './day.ts';
import { lastWorkingDay } from './deadline.ts';
import { visitStart, type DueReport } from './due-reports.ts';
import type { Role } from './grants.ts';
import type { Plan, Visit } from './plan.ts';
import {
  byUrgency,
  daysToVisit,
  decideMorning,
  isPressing,
  reportSteps,
  visitSteps,
  type ReminderKind,
} from './reminders.ts';

export interface SimulatedItem {
  /** Key of the obligation, or the visit's number. */
  about: { obligation: string } | { visit: number };
  unit: string;
  kind: ReminderKind;
  workingDaysLeft: number;
}

/** One unasked message. */
export interface SimulatedMessage {
  on: Day;
  at: string;
  to: { role: Role; unit: string };
  kind: ReminderKind | 'digest';
  items: readonly SimulatedItem[];
}

export interface SimulationTerms {
  calendar: OfficeCalendar;
  from: Day;
  to: Day;
}

/** Every unasked message of a plan as the policy has it, as if nobody submitted anything, in order of time. */
export function simulateReminders(
  plan: Plan,
  due: readonly DueReport[],
  visits: readonly Visit[],
  terms: SimulationTerms,
): SimulatedMessage[] {
  const mornings = plan.units.flatMap(({ name }) =>
    morningsOf(plan, mattersOf(name, plan, due, visits, terms), name, terms),
  );
  const digests = readersOf(plan).flatMap((reader) => digestsOf(plan, reader, due, visits, terms));
  return [...mornings, ...digests]
    .filter(({ on }) => on >= terms.from && on <= terms.to && on >= plan.effectiveFrom)
    .sort((a, b) => compare(`${a.on}T${a.at}`, `${b.on}T${b.at}`));
}

/** A report or a visit a unit is reminded of. */
interface Matter {
  about: SimulatedItem['about'];
  unit: string;
  mornings: readonly Day[];
  /** What it is on a day; undefined where nothing is left to say. */
  on: (day: Day) => { kind: ReminderKind; workingDaysLeft: number } | undefined;
}

function mattersOf(
  unit: string,
  plan: Plan,
  due: readonly DueReport[],
  visits: readonly Visit[],
  { calendar }: SimulationTerms,
): Matter[] {
  const reports = due.flatMap(({ unit: owing, obligation, deadline }): Matter[] => {
    if (owing !== unit || deadline.state !== 'dated') return [];
    const { lastDay } = deadline;
    const t0 = lastWorkingDay(lastDay, calendar);
    const kindOn = (day: Day): ReminderKind =>
      day > lastDay ? 'overdue' : day >= t0 ? 'last_day' : 'before_due';
    return [
      {
        about: { obligation },
        unit,
        mornings: reportSteps(lastDay, plan.policy, calendar).map(({ on }) => on),
        on: (day) => ({ kind: kindOn(day), workingDaysLeft: calendar.between(day, t0) }),
      },
    ];
  });
  const visited = visits.flatMap((visit): Matter[] => {
    const start = visit.unit === unit ? visitStart(visit) : null;
    if (start === null) return [];
    return [
      {
        about: { visit: visit.no },
        unit,
        mornings: visitSteps(start, plan.policy, calendar).map(({ on }) => on),
        on: (day) =>
          day < start ? { kind: 'visit', workingDaysLeft: daysToVisit(day, start, calendar) } : undefined,
      },
    ];
  });
  return [...reports, ...visited];
}

function morningsOf(
  plan: Plan,
  matters: readonly Matter[],
  unit: string,
  { calendar }: SimulationTerms,
): SimulatedMessage[] {
  const { policy } = plan;
  // Nobody speaks for a unit after its last day.
  const end = plan.units.find(({ name }) => name === unit)?.validTo;
  const planned = new Map<Day, Set<Matter>>();
  const add = (day: Day, matter: Matter): unknown =>
    planned.set(day, (planned.get(day) ?? new Set()).add(matter));
  for (const matter of matters) {
    const isOpen = (day: Day): boolean => day >= plan.effectiveFrom && (end == null || day <= end);
    for (const day of matter.mornings.filter(isOpen)) add(day, matter);
  }
  const messages: SimulatedMessage[] = [];
  for (;;) {
    const [on] = [...planned.keys()].sort(compare);
    if (on === undefined) return messages;
    const items = [...(planned.get(on) ?? [])]
      .flatMap((matter): SimulatedItem[] => {
        const state = matter.on(on);
        return state ? [{ about: matter.about, unit: matter.unit, ...state }] : [];
      })
      .sort(byUrgency);
    const held = [...(planned.get(on) ?? [])];
    planned.delete(on);
    const [mostUrgent] = items;
    if (!mostUrgent) continue;
    const decision = decideMorning(
      {
        on,
        pressing: items.some(isPressing),
        morningsThisWeek: messages.filter((sent) => mondayOf(sent.on) === mondayOf(on)).length,
        nextPlanned: [...planned.keys()].sort(compare)[0] ?? null,
      },
      policy,
      calendar,
    );
    if (!decision.send) {
      for (const matter of held) add(decision.until, matter);
      continue;
    }
    messages.push({ on, at: policy.morningAt, to: { role: 'focal', unit }, kind: mostUrgent.kind, items });
  }
}

interface Reader {
  to: { role: Role; unit: string };
  oversees: (visit: Visit | null, coordinator: string) => boolean;
}

/** Heads of the team see the visits they lead; officers of a coordinating body what it coordinates. */
function readersOf(plan: Plan): Reader[] {
  const heads = plan.seats.flatMap((seat): Reader[] => {
    if (seat.role !== 'head') return [];
    return [
      {
        to: { role: 'team_lead', unit: seat.unit ?? plan.coordinator },
        oversees: (visit) => visit !== null && (visit.lead === seat.key || visit.deputy === seat.key),
      },
    ];
  });
  const bodies = new Set([
    plan.coordinator,
    ...plan.visits.map(({ coordinator }) => coordinator),
    ...plan.obligations.map(({ coordinator }) => coordinator),
  ]);
  const coordinators = [...bodies].map((unit): Reader => ({
    to: { role: 'coordinator', unit },
    oversees: (_visit, coordinator) => coordinator === unit,
  }));
  return [...heads, ...coordinators];
}

function digestsOf(
  plan: Plan,
  reader: Reader,
  due: readonly DueReport[],
  visits: readonly Visit[],
  { calendar, from, to }: SimulationTerms,
): SimulatedMessage[] {
  const { policy } = plan;
  const obligations = new Map(plan.obligations.map((obligation) => [obligation.key, obligation]));
  const coordinatorOf = (report: DueReport): string =>
    report.visit?.coordinator ?? obligations.get(report.obligation)?.coordinator ?? plan.coordinator;
  const reports = due.filter((report) => reader.oversees(report.visit, coordinatorOf(report)));
  const seen = visits.filter((visit) => reader.oversees(visit, visit.coordinator));
  const messages: SimulatedMessage[] = [];
  let last = addDays(from, -1);
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (!calendar.isWorkingDay(day)) continue;
    const horizon = addDays(day, policy.digestLooksAhead);
    const shown = reports.flatMap((report): (SimulatedItem & { lastDay: Day })[] => {
      const { deadline } = report;
      if (deadline.state !== 'dated' || deadline.lastDay > horizon) return [];
      const { lastDay } = deadline;
      const t0 = lastWorkingDay(lastDay, calendar);
      const kind: ReminderKind = day > lastDay ? 'overdue' : day >= t0 ? 'last_day' : 'before_due';
      const workingDaysLeft = calendar.between(day, t0);
      return [
        { about: { obligation: report.obligation }, unit: report.unit, kind, workingDaysLeft, lastDay },
      ];
    });
    const touching = seen.filter(
      (visit) => visit.precision === 'day' && visit.from <= horizon && visit.to >= day,
    );
    const isNew = shown.some(({ lastDay }) => lastDay < day && lastDay >= last);
    const comes = touching.length > 0 || shown.some(({ lastDay }) => lastDay >= day);
    last = day;
    if (!isNew && !comes) continue;
    const items = [
      ...shown.map(({ about, unit, kind, workingDaysLeft }) => ({ about, unit, kind, workingDaysLeft })),
      ...touching.map((visit): SimulatedItem => ({
        about: { visit: visit.no },
        unit: visit.unit,
        kind: 'visit',
        workingDaysLeft: Math.max(0, daysToVisit(day, visit.from, calendar)),
      })),
    ];
    messages.push({
      on: day,
      at: policy.digestAt,
      to: reader.to,
      kind: 'digest',
      items: items.sort(byUrgency),
    });
  }
  return messages;
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
