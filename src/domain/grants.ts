import type { Field } from './plan.ts';

export const ROLES = [
  'focal',
  'unit_head',
  'member',
  'secretary',
  'support',
  'team_lead',
  'coordinator',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

/** What one person may see, as ids, worked out from the grants in force on a day. */
export interface Scope {
  /** Units the person speaks for (focal, unit_head). */
  ownUnits: readonly number[];
  /** Coordinating bodies the person works for: their visits and obligations are in view. */
  coordinates: readonly number[];
  /** Visits led: units, schedule, lateness, sensitive rows. */
  leads: readonly number[];
  /** Visits the person sits on as deputy, member, secretary or support. */
  sitsOn: readonly number[];
  /** Fields whose sensitive rows the person may see on the visits sat on. */
  fields: readonly Field[];
  /** Sections and tables of single reports a colleague has given the person to fill in: nothing else of them is in view. */
  fills: readonly { report: number; parts: readonly string[] }[];
  isAdmin: boolean;
}

/** Who changes something, and what they may see. */
export interface Author {
  id: number;
  scope: Scope;
}

/** One thing somebody holds, begun or still to begin. */
export interface Held {
  role: Role;
  unitId: number | null;
  /** Of a place in a team the body it belongs to (`bodyOfSeat`); else null. */
  body: number | null;
}

/** What a question is about, for judging whether the asker may see it. */
export interface Subject {
  unitId: number;
  visitId: number | null;
  coordinatorUnitId: number;
}

/** Duties, figures, tasks and lateness of a unit. */
export function maySee(scope: Scope, subject: Subject): boolean {
  return (
    scope.ownUnits.includes(subject.unitId) ||
    scope.coordinates.includes(subject.coordinatorUnitId) ||
    (subject.visitId !== null &&
      (scope.leads.includes(subject.visitId) || scope.sitsOn.includes(subject.visitId)))
  );
}

/** Rows on people (discipline): the unit itself, the lead of the visit, the member of that field. Never the coordinator. */
export function maySeeSensitive(scope: Scope, subject: Subject, field: Field | null): boolean {
  if (scope.ownUnits.includes(subject.unitId)) return true;
  if (subject.visitId === null) return false;
  if (scope.leads.includes(subject.visitId)) return true;
  return field !== null && scope.sitsOn.includes(subject.visitId) && scope.fields.includes(field);
}

/** Whether the person follows other units' work at all (schedule of others, lateness, figures). */
export const overseesOthers = (scope: Scope): boolean =>
  scope.coordinates.length > 0 || scope.leads.length > 0 || scope.sitsOn.length > 0;

/**
 * The body a place in a team belongs to. Teams of two bodies are mixed: the own body, where it is one of them; else
 * the one whose visits it leads, or sits on; else the one whose plan it is.
 */
export function bodyOfSeat(seat: {
  unitId: number | null;
  planBody: number;
  visits: readonly { body: number; isLed: boolean }[];
}): number {
  const { unitId, planBody, visits } = seat;
  if (visits.some(({ body }) => body === unitId)) return unitId ?? planBody;
  const led = visits.filter(({ isLed }) => isLed);
  const bodies = new Set((led.length > 0 ? led : visits).map(({ body }) => body));
  const [only = planBody, another] = bodies;
  return another === undefined ? only : planBody;
}

/**
 * Whether a coordinator may issue somebody a linking code: it is their account, with all they see, so that everything
 * they hold must be the coordinator's to give.
 */
export const mayIssueCode = (
  { coordinates }: Pick<Scope, 'coordinates'>,
  held: readonly Held[],
  follows: (unitId: number) => boolean,
): boolean =>
  held.every(({ role, unitId, body }) => {
    if (role === 'admin') return false;
    if (body !== null) return coordinates.includes(body);
    if (unitId === null) return false;
    return role === 'coordinator' ? coordinates.includes(unitId) : follows(unitId);
  });

/** Whether the person may ask a unit to complete a report: its team or its coordinator, never the unit itself. */
export const mayAskOf = (scope: Scope, subject: Subject): boolean =>
  maySee({ ...scope, ownUnits: [] }, subject);

/** Whether figures of the person are taken: of a whole unit, or of sections given to them. */
export const fillsIn = (scope: Scope): boolean => scope.ownUnits.length > 0 || scope.fills.length > 0;

/** Whether the person does nothing here but fill in sections given to them. */
export const isOnlyFiller = (scope: Scope): boolean => scope.fills.length > 0 && !holdsOffice(scope);

/** Whether the person has any part here: an office, or sections to fill in. */
export const hasPart = (scope: Scope): boolean => holdsOffice(scope) || scope.fills.length > 0;

/** Whether the person holds any role that units, visits or plans know of; an administrator's is none. */
export const holdsOffice = (scope: Scope): boolean => scope.ownUnits.length > 0 || overseesOthers(scope);
