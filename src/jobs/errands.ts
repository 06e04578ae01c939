import type { Beside } from '../conversations/context.ts';
import type { IncomingUpdate } from '../services/inbox.ts';
import type { Transact } from '../services/services.ts';
import { createWake, type Wake } from './wake.ts';

/** Something that takes seconds and that an update needs before it can be answered: a file looked into, a table written. */
export interface Errand {
  /** Tells it from whatever else the update may need. */
  about: string;
  /** Runs in no transaction, so that nobody waits for a row meanwhile. */
  run: (transact: Transact, now: Date) => Promise<unknown>;
}

/** What errands for an update brought back. */
export type Brought = ReadonlyMap<string, unknown>;

/** An update that was given up, with all its effects, until its errand is run. */
export interface Waiting {
  update: IncomingUpdate;
  errand: Errand;
  brought: Brought;
}

/** The errands of one process, first come first served. */
export interface Errands {
  /** Updates in the hands of this process: being handled, or waiting for their errand. Other loops leave them alone. */
  held: Set<number>;
  waiting: Waiting[];
  wake: Wake;
}

export const createErrands = (): Errands => ({ held: new Set(), waiting: [], wake: createWake() });

/** Goes up through a turn to its transaction, which it undoes. */
export class ErrandFirst extends Error {
  override name = 'ErrandFirst';
  readonly errand: Errand;

  constructor(errand: Errand) {
    super(`${errand.about} first`);
    this.errand = errand;
  }
}

/** Errands for one update; a turn that asks for another thing each time it is played comes to no end. */
const MOST = 3;

/** What a turn gets from errands: what was brought back, or the turn is given up until it is. */
export const besideWith =
  (brought: Brought, isSpent = false): Beside =>
  <T>(about: string, make: (transact: Transact, now: Date) => Promise<T>): Promise<T> => {
    if (brought.has(about)) return Promise.resolve(brought.get(about) as T);
    if (isSpent) throw new Error('its errands were begun often enough');
    if (brought.size >= MOST) throw new Error('a turn asks for another errand each time it is played');
    throw new ErrandFirst({ about, run: make });
  };
