import type { Db } from '../store/connect.ts';
import * as files from '../store/files.ts';
import type { Environment } from './environment.ts';

/** As much as tells a file's kind. */
const HEAD_BYTES = 16;
const DAY_MS = 86_400_000;
/** How long what was made waits to be sent, and the links to it are good. */
const MADE_DAYS = 3;
/** How long slips with linking codes wait to be printed. */
const CODES_DAYS = 1;
/** How long a file that came in waits for somebody to say what it is for. */
const UNCLAIMED_DAYS = 1;
/** How long it waits as part of a report that is not sent yet. */
const HELD_DAYS = 60;
/** Files deleted in one go. */
const DELETED_AT_ONCE = 200;

/** A file the program keeps, as a message names it. */
export interface KeptFile {
  id: number;
  name: string;
}

/** Files made or taken, with their bytes. */
export function createFiles(db: Db, env: Environment) {
  return {
    /** Keeps a file made here; `keptUntil` null makes it archive. */
    async keep(
      file: { name: string; mime: string; bytes: Uint8Array; keptUntil: Date | null },
      now: Date,
    ): Promise<KeptFile> {
      const { name, mime, bytes, keptUntil } = file;
      const digest = env.hash(bytes);
      const id = await files.insert(db, {
        name,
        mime,
        bytes,
        size: bytes.length,
        digest,
        createdAt: now,
        keptUntil,
      });
      return { id, name };
    },

    /** Keeps a file made for somebody as long as a link to it is good; one that holds codes a day. */
    keepMade(
      file: { name: string; mime: string; bytes: Uint8Array; holdsCodes?: true },
      now: Date,
    ): Promise<KeptFile> {
      const days = file.holdsCodes ? CODES_DAYS : MADE_DAYS;
      return this.keep({ ...file, keptUntil: new Date(now.getTime() + days * DAY_MS) }, now);
    },

    /** Keeps a file that came in until somebody says what it is for. */
    keepUnclaimed(file: { name: string; mime: string; bytes: Uint8Array }, now: Date): Promise<KeptFile> {
      const keptUntil = new Date(now.getTime() + UNCLAIMED_DAYS * DAY_MS);
      return this.keep({ ...file, keptUntil }, now);
    },

    /** Undefined: there is no such file, or its time is over. */
    async read(id: number, now: Date): Promise<files.StoredFile | undefined> {
      const file = await files.findById(db, id);
      return file && (file.keptUntil === null || file.keptUntil > now) ? file : undefined;
    },
    head: (id: number) => files.readHead(db, id, HEAD_BYTES),
    /** Keeps a file that is part of something not sent yet. */
    hold: (id: number, now: Date) => files.hold(db, id, new Date(now.getTime() + HELD_DAYS * DAY_MS)),
    /** Forgets a file that must not be kept; archive stays. */
    discard: (id: number) => files.remove(db, id),
    removePassed: (now: Date) => files.removePassed(db, now, DELETED_AT_ONCE),
  };
}
