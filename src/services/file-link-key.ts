import type { Db } from '../store/connect.ts';
import * as settings from '../store/settings.ts';
import type { Environment } from './environment.ts';

const BYTES = 32;

export function createFileLinkKey(db: Db, { randomHex }: Environment) {
  return {
    /** The key file links are signed with, as hex: made once, the same in every process. */
    async key(now: Date): Promise<string> {
      const key = await settings.keep(db, 'file_link_key', randomHex(BYTES), now);
      if (typeof key !== 'string' || key.length !== BYTES * 2)
        throw new Error('the setting file_link_key is not a key');
      return key;
    },
  };
}
