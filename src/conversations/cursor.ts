import type { ConclusionAction, ConclusionPlace } from './conclusions.ts';
import type { CoordinatorAction, CoordinatorPlace } from './coordinator.ts';
import type { FormAction, FormPlace } from './form.ts';
import type { LinkingAction } from './linking.ts';
import type { NewsAction } from './news.ts';
import type { PaperAction } from './papers.ts';
import type { QuestionAction } from './questions.ts';
import type { ReportAction, ReportPlace } from './reports.ts';
import type { SelfAction } from './self-data.ts';
import type { TaskAction, TaskPlace } from './tasks.ts';
import type { TeamAction, TeamPlace } from './team.ts';
import type { VisitsAction, VisitsPlace } from './visits.ts';
import type { WorkbookAction, WorkbookPlace } from './workbooks.ts';

/** Something the bot can do when asked, as data: what a choice, a fixed word or an understood sentence comes to. */
export type Action =
  | QuestionAction
  | ReportAction
  | FormAction
  | TeamAction
  | CoordinatorAction
  | NewsAction
  | LinkingAction
  | SelfAction
  | ConclusionAction
  | TaskAction
  | VisitsAction
  | WorkbookAction
  | PaperAction;

/** What the bot is waiting for. */
export type Place =
  | { name: 'idle' }
  | ReportPlace
  | FormPlace
  | TeamPlace
  | CoordinatorPlace
  | ConclusionPlace
  | TaskPlace
  | VisitsPlace
  | WorkbookPlace;

/** A choice: its label, what else may be typed for it, and what it does. */
export interface Offer {
  label: string;
  words?: readonly string[];
  action: Action;
}

/** Where a person stands. Belongs to the person, not to a chat: it goes on from one network to another. */
export interface Cursor {
  version: typeof CURSOR_VERSION;
  /** Raised with every question: a button of an older question is past. */
  revision: number;
  place: Place;
  /** Choices of the last question, for answers by number. */
  offered: readonly Offer[];
  /** The last question asked about a unit, for "còn Bù Đăng?". */
  recall: Action | null;
}

/** Raised when stored cursors of older programs can no longer be read; they are dropped, not guessed. */
const CURSOR_VERSION = 1;

const START: Cursor = {
  version: CURSOR_VERSION,
  revision: 0,
  place: { name: 'idle' },
  offered: [],
  recall: null,
};

export function readCursor(stored: unknown): Cursor {
  const isCurrent =
    typeof stored === 'object' && stored !== null && 'version' in stored && stored.version === CURSOR_VERSION;
  return isCurrent ? (stored as Cursor) : START;
}

/** Nothing is asked any more, and what was asked is past. */
export const endDialogue = (cursor: Cursor): Cursor => ({
  ...START,
  revision: cursor.revision + 1,
});

export interface Reply {
  text: string;
  offers?: readonly Offer[];
  /** A receipt looks like nothing else, and goes right after replies. */
  kind?: 'reply' | 'receipt';
  /** Takes the place of the message whose button was pressed, where the network can change one. */
  edits?: true;
  /** Kept by the program; how they reach the person is the network's matter. */
  files?: readonly { id: number; name: string }[];
  /** Offers to share the person's own phone with one touch; false: offers it no more. */
  asksContact?: boolean;
  /** Holds a code: not kept once it was said. */
  secret?: true;
}

/** What one turn of the conversation comes to. */
export interface Step {
  replies: readonly Reply[];
  /** What was said is not kept: a paper under secrecy, an identity card. */
  forget?: true;
  /** Where the person stands now; absent: where they stood. */
  place?: Place;
  recall?: Action;
}
