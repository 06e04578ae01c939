import { writeFile } from 'node:fs/promises';

/** A file that was asked for cannot be written where it was to go. */
export class CannotWrite extends Error {
  override name = 'CannotWrite';
}

/** @throws CannotWrite */
export async function writeOut(path: string, bytes: Uint8Array, mode = 0o666): Promise<void> {
  try {
    await writeFile(path, bytes, { mode });
  } catch (error) {
    throw new CannotWrite(
      `cannot write ${path}: ${(error as NodeJS.ErrnoException).code ?? 'no reason given'}`,
      {
        cause: error,
      },
    );
  }
}
