import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/** A file that was asked for cannot be written where it was to go. */
export class CannotWrite extends Error {
  override name = 'CannotWrite';
}

/** Writes a file; with a mode it is a new one that has it, whatever stood there. @throws CannotWrite */
export async function writeOut(path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  try {
    await (mode === undefined ? writeFile(path, bytes) : replace(path, bytes, mode));
  } catch (error) {
    throw new CannotWrite(
      `cannot write ${path}: ${(error as NodeJS.ErrnoException).code ?? 'no reason given'}`,
      {
        cause: error,
      },
    );
  }
}

/** A mode counts only where a file is created: one that stands keeps its own, and its readers. */
async function replace(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  try {
    await writeFile(beside, bytes, { mode, flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
