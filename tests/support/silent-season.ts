import type { Day } from '../../src/domain/day.ts';
import { expandDueReports } from '../../src/domain/due-reports.ts';
import { unitsOwing, type Plan } from '../../src/domain/plan.ts';
import { simulateReminders, type SimulatedMessage } from '../../src/domain/reminder-simulation.ts';
import { freshDatabase } from './database.ts';
import { calendar } from './plans.ts';
import { play, type DeliveredLine } from './transcript.ts';

export interface Season {
  from: Day;
  to: Day;
}

export interface SilentSeason {
  /** What the moved clock sent, unasked. */
  delivered: DeliveredLine[];
  /** What the policy says of the same days, to everybody somebody plays: a seat the document leaves unnamed hears nothing. */
  policy: SimulatedMessage[];
}

/** Plays a plan from the morning of `from` to the night of `to` while nobody says a word. */
export async function playSilently(plan: Plan, { from, to }: Season): Promise<SilentSeason> {
  const { db } = await freshDatabase();
  const speaker = { plan, as: `coordinator@${plan.coordinator}`, at: `${from}T06:30`, json: true };
  const { delivered, rehearsal } = await play(db, speaker, [`@at ${to}T23:00`]);
  const played = new Set(rehearsal.cast.map(({ who }) => who));
  const due = expandDueReports(plan, { calendar, from, to });
  const simulated = simulateReminders(plan, due, plan.visits, { calendar, from, to });
  return { delivered, policy: simulated.filter(({ to: { role, unit } }) => played.has(`${role}@${unit}`)) };
}

export const isDigest = ({ text }: DeliveredLine): boolean => text.startsWith('Kính báo cáo');

/** `moment role@unit`, in order: lists are equal where the same people hear on the same mornings. */
export const heard = (lines: readonly DeliveredLine[]): string[] =>
  lines.map(({ at, to }) => `${at.slice(0, 16)} ${to}`).sort();

export const planned = (messages: readonly SimulatedMessage[]): string[] =>
  messages.map(({ on, at, to }) => `${on}T${at} ${to.role}@${to.unit}`).sort();

/** The plan as if its reports were owed by these units alone: a year of two hundred units takes too long to play. */
export function owedOnlyBy(plan: Plan, units: readonly string[]): Plan {
  return {
    ...plan,
    obligations: plan.obligations.map((obligation) => ({
      ...obligation,
      owing: {
        kind: 'units',
        names: unitsOwing(plan, obligation).filter((name) => units.includes(name)),
      },
    })),
  };
}
