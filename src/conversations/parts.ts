import type { Action, Context, Part, Place, Step } from './context.ts';
import { coordinatorPart } from './coordinator.ts';
import { formPart } from './form.ts';
import { newsPart } from './news.ts';
import { questionPart } from './questions.ts';
import { reportPart } from './reports.ts';
import { teamPart } from './team.ts';

/** A part whose types have been widened for look-up by name. */
type AnyPart = Part<Action, Place>;

const PARTS = [
  questionPart,
  reportPart,
  formPart,
  teamPart,
  coordinatorPart,
  newsPart,
] as unknown as readonly AnyPart[];

type ActionHandler = (context: Context, action: Action) => Promise<Step>;
type PlaceHandler = (context: Context, place: Place, text: string) => Promise<Step | undefined>;

const actions = new Map(
  PARTS.flatMap((part) => Object.entries(part.actions as Record<string, ActionHandler>)),
);
const places = new Map(PARTS.flatMap((part) => Object.entries(part.places as Record<string, PlaceHandler>)));
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

export const takesNumbers = (place: Place): boolean => takingNumbers.has(place.name);
