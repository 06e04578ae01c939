import { chmod, mkdir, mkdtemp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CannotWrite, writeOut } from '../../src/cli/out-file.ts';

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
const text = (words: string) => new TextEncoder().encode(words);

test('what is for its owner alone can be read by nobody else, also where a file open to all stood', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'out-'));
  const path = join(folder, 'ma.html');
  await writeFile(path, 'old');
  await chmod(path, 0o644);
  await writeOut(path, text('codes'), 0o600);
  expect([await modeOf(path), await readFile(path, 'utf8')]).toEqual([0o600, 'codes']);
  expect(await readdir(folder)).toEqual(['ma.html']);
});

test('a link that leads elsewhere is not written through', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'out-'));
  await writeFile(join(folder, 'other'), 'old');
  await symlink(join(folder, 'other'), join(folder, 'ma.html'));
  await writeOut(join(folder, 'ma.html'), text('codes'), 0o600);
  expect(await readFile(join(folder, 'other'), 'utf8')).toBe('old');
});

test('where it cannot be written, what stood there stays and nothing is left beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'out-'));
  await mkdir(join(folder, 'ma.html'));
  await expect(writeOut(join(folder, 'ma.html'), text('codes'), 0o600)).rejects.toThrow(CannotWrite);
  expect(await readdir(folder)).toEqual(['ma.html']);
});

test('any other file keeps the rights it has', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'out-')), 'bieu.xlsx');
  await writeFile(path, 'old');
  await chmod(path, 0o640);
  await writeOut(path, text('new'));
  expect([await modeOf(path), await readFile(path, 'utf8')]).toEqual([0o640, 'new']);
});
