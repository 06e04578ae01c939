import type { Day } from './day.ts';
import type { DueRule } from './deadline.ts';
import type { Form } from './form.ts';
import type { ReminderPolicy } from './reminder-policy.ts';

/** Kinds of public body. `vertical` bodies answer to a ministry, not to the province: they are asked to cooperate. */
export const LEVELS = [
  'province',
  'department',
  'vertical',
  'district',
  'commune',
  'division',
  'affiliate',
  'press',
] as const;
export type Level = (typeof LEVELS)[number];

export interface Unit {
  /** The canonical name, unique within the jurisdiction. */
  name: string;
  level: Level;
  aliases: readonly string[];
  /** Canonical name of the unit above. */
  parent: string | null;
  /** False where the document names only a group ("các sở, ban, ngành") and this member was added, to be confirmed. */
  printed: boolean;
  /** The last day of a unit that was dissolved or merged: it owes nothing that falls due later. */
  validTo: Day | null;
  /** Canonical name of the unit that took over from it. */
  successor: string | null;
}

/** Units the document speaks of under one name: "Các phòng CM, NV", "Các đơn vị thuộc và trực thuộc". */
export interface Group {
  name: string;
  /** Canonical names of its units. */
  members: readonly string[];
}

/** The fields of CCHC work; members of a team are given fields, tasks and rows belong to one. */
export const FIELDS = [
  'chi_dao_dieu_hanh',
  'the_che',
  'thu_tuc_hanh_chinh',
  'to_chuc_bo_may',
  'che_do_cong_vu',
  'tai_chinh_cong',
  'chinh_quyen_so',
] as const;
export type Field = (typeof FIELDS)[number];

export type SeatRole = 'head' | 'member' | 'secretary' | 'support';

/** A place in the inspection team. The person may be unnamed ("Đại diện lãnh đạo Phòng …"). */
export interface Seat {
  key: string;
  role: SeatRole;
  name: string | null;
  /** `ông` or `bà` where printed. */
  honorific: string | null;
  title: string;
  unit: string | null;
  fields: readonly Field[];
}

/** A step of every visit, in the document's order: the support group reads the papers before the team works. */
export interface Stage {
  key: string;
  title: string;
  by: 'team' | 'support';
  /** The words of the document, as printed. */
  printed: string;
}

export type Precision = 'day' | 'month' | 'quarter' | 'window';

export interface Visit {
  no: number;
  unit: string;
  from: Day;
  to: Day;
  precision: Precision;
  /** Seat keys; null where the document names nobody. */
  lead: string | null;
  deputy: string | null;
  members: readonly string[];
  /** Canonical name of the unit that prepares this visit. */
  coordinator: string;
}

/** Who owes a report: listed units, or every unit of these levels that no announced visit goes to. */
export type Owing =
  { kind: 'units'; names: readonly string[] } | { kind: 'not_visited'; levels: readonly Level[] };

export const PROOFS = ['figures', 'document', 'either', 'both'] as const;
/** What makes a report received: figures sent, a signed document registered, either, or both. */
export type Proof = (typeof PROOFS)[number];

export interface Obligation {
  key: string;
  title: string;
  owing: Owing;
  rule: DueRule;
  /** The words of the document, as printed. */
  printed: string;
  /** To whom: "Đoàn kiểm tra", "UBND tỉnh (qua Sở Nội vụ)". */
  recipient: string;
  /** Canonical name of the unit that follows this obligation where it follows no visit. */
  coordinator: string;
  proof: Proof;
  form: string | null;
  /** "2023", "2023-Q1"; for a yearly rule the part of the year, "Q1", "H1"; null where the document names none. */
  period: string | null;
  /** True where the report serves a visit to the unit. */
  forVisit: boolean;
}

/** What a task's target asks of one figure of a form, to be compared with what is reported. */
export interface Goal {
  form: string;
  row: string;
  /** "từ 95% trở lên" is `atLeast: 95`; null where there is no such limit. */
  atLeast: number | null;
  atMost: number | null;
}

export interface Task {
  /** As printed: numbers are names here. */
  no: string;
  field: Field | null;
  text: string;
  products: readonly string[];
  lead: readonly string[];
  coordinating: readonly string[];
  target: string | null;
  /** The target in figures; empty where it cannot be measured. */
  goals: readonly Goal[];
  due: DueRule;
  /** True for "nếu có", "khi có yêu cầu": neither done nor late until it arises. */
  conditional: boolean;
}

/** What this plan's document calls its team. */
export interface Words {
  team: string;
  lead: string;
  deputy: string;
  member: string;
  secretary: string;
  support: string;
}

interface PlanDocument {
  /** Null where the source leaves it blank; it must be filled in before anything is sent. */
  number: string | null;
  date: Day | null;
  issuer: string;
  title: string;
}

/** Whom the document names for difficulties, as printed; null where it names nobody. */
export interface Contact {
  unit: string | null;
  /** "Phòng CCHC". */
  division: string | null;
  person: string | null;
  phone: string | null;
  email: string | null;
}

/** One official document, encoded: references resolved, groups expanded, everything checked. */
export interface Plan {
  key: string;
  jurisdiction: { key: string; name: string };
  document: PlanDocument;
  /** Documents this one replaces; what was planned from them is retired. */
  replaces: readonly string[];
  effectiveFrom: Day;
  year: number;
  /** Canonical name of the standing body. */
  coordinator: string;
  contact: Contact | null;
  words: Words;
  policy: ReminderPolicy;
  units: readonly Unit[];
  groups: readonly Group[];
  seats: readonly Seat[];
  /** Empty where a visit is one piece. */
  stages: readonly Stage[];
  visits: readonly Visit[];
  obligations: readonly Obligation[];
  forms: readonly Form[];
  tasks: readonly Task[];
}

/** The canonical names of the units that owe `obligation`, in the plan's order. */
export function unitsOwing(
  plan: Pick<Plan, 'units' | 'visits'>,
  obligation: Pick<Obligation, 'owing'>,
): string[] {
  const { owing } = obligation;
  if (owing.kind === 'units') return [...owing.names];
  const visited = new Set(plan.visits.map((visit) => visit.unit));
  return plan.units
    .filter((unit) => owing.levels.includes(unit.level) && !visited.has(unit.name))
    .map((unit) => unit.name);
}

/** The units meant by names of units and groups ("Các phòng CM, NV"), each once; words that are neither mean nobody. */
export function unitsMeant(plan: Pick<Plan, 'units' | 'groups'>, words: readonly string[]): string[] {
  const known = new Set(plan.units.map(({ name }) => name));
  const meant = words.flatMap((word) => {
    const group = plan.groups.find(({ name }) => name === word);
    return group?.members ?? (known.has(word) ? [word] : []);
  });
  return [...new Set(meant)];
}
