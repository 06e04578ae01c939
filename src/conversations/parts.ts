import { conclusionPart } from './conclusions.ts';
import type { Action, Context, Part, Place, SentFile, Step } from './context.ts';
import { coordinatorPart } from './coordinator.ts';
import { formPart } from './form.ts';
import { linkingPart } from './linking.ts';
import { newsPart } from './news.ts';
import { paperPart } from './papers.ts';
import { questionPart } from './questions.ts';
import { reportPart } from './reports.ts';
import { selfPart } from './self-data.ts';
import { taskPart } from './tasks.ts';
import { teamPart } from './team.ts';
import { visitsPart } from './visits.ts';
import { workbookPart } from './workbooks.ts';

/** A part whose types have been widened for look-up by name. */
type AnyPart = Part<Action, Place>;

const PARTS = [
  questionPart,
  reportPart,
  formPart,
  teamPart,
  coordinatorPart,
  conclusionPart,
  newsPart,
  linkingPart,
  selfPart,
  visitsPart,
  taskPart,
  workbookPart,
  paperPart,
] as unknown as readonly AnyPart[];

type ActionHandler = (context: Context, action: Action) => Promise<Step>;
type PlaceHandler = (context: Context, place: Place, text: string) => Promise<Step | undefined>;

const actions = new Map(
  PARTS.flatMap((part) => Object.entries(part.actions as Record<string, ActionHandler>)),
);
const places = new Map(PARTS.flatMap((part) => Object.entries(part.places as Record<string, PlaceHandler>)));
type FileHandler = (context: Context, place: Place, file: SentFile) => Promise<Step | undefined>;
const files = new Map(
  PARTS.flatMap((part) => Object.entries((part.files ?? {}) as Record<string, FileHandler>)),
);
const takingNumbers = new Set<string>(PARTS.flatMap((part) => part.takesNumbers ?? []));

export function perform(context: Context, action: Action): Promise<Step> {
  const handler = actions.get(action.do);
  if (!handler) throw new Error(`no part of the conversation does ${action.do}`);
  return handler(context, action);
}

/** What the current place makes of the words; undefined where they mean nothing there. */
export function hear(context: Context, place: Place, text: string): Promise<Step | undefined> {
  return places.get(place.name)?.(context, place, text) ?? Promise.resolve(undefined);
}

/** What the current place makes of a file; undefined where it takes none. */
export function receive(context: Context, place: Place, file: SentFile): Promise<Step | undefined> {
  return files.get(place.name)?.(context, place, file) ?? Promise.resolve(undefined);
}

export const takesNumbers = (place: Place): boolean => takingNumbers.has(place.name);
