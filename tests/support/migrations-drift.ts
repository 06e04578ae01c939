import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import config from '../../drizzle.config.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { migrate, MIGRATIONS_FOLDER } from '../../src/store/migrate.ts';

// Run by `npm run migrations:check`: exits 1 and says why where migrations/ is not exactly what src/store/schema.ts asks for.

interface Journal {
  entries: { when: number; tag: string }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const journal = JSON.parse(readFileSync(join(MIGRATIONS_FOLDER, 'meta', '_journal.json'), 'utf8')) as Journal;

const faults = [...findDrift(), ...findDisorder(journal), ...findStrayFiles(journal)];
if (faults.length === 0) faults.push(...(await findUnapplied(journal)));

for (const fault of faults) console.error(`migrations: ${fault}`);
if (faults.length === 0) console.log(`migrations: ${journal.entries.length} in order, none missing`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Generates into a copy: whatever is new there should have been generated and committed. */
function findDrift(): string[] {
  const scratch = mkdtempSync(join(root, 'node_modules', '.migrations-'));
  try {
    const out = join(scratch, 'migrations');
    const settings = join(scratch, 'drizzle.config.json');
    cpSync(MIGRATIONS_FOLDER, out, { recursive: true });
    writeFileSync(settings, JSON.stringify({ ...config, out: relative(root, out) }));
    const kit = join(dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [kit, 'generate', `--config=${relative(root, settings)}`],
      { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    if (stdout.includes('No schema changes')) return [];
    const committed = new Set(readdirSync(MIGRATIONS_FOLDER));
    const added = readdirSync(out).filter((name) => !committed.has(name));
    const made = added.map((name) => readFileSync(join(out, name), 'utf8')).join('\n');
    // Where a rename is possible nothing is made: drizzle-kit asks about it, and here is nobody to answer.
    const said = made === '' ? stdout + stderr : made;
    return [`the schema differs from the migrations; run npm run migrations:make\n${said}`];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A migration that is older than the one before it is passed over in silence on databases that have had that one. */
function findDisorder({ entries }: Journal): string[] {
  return entries
    .slice(1)
    .filter((entry, index) => entry.when <= (entries[index]?.when ?? 0))
    .map((entry) => `${entry.tag} is dated no later than the one before it; generate it anew`);
}

function findStrayFiles({ entries }: Journal): string[] {
  const listed = new Set(entries.map((entry) => `${entry.tag}.sql`));
  return readdirSync(MIGRATIONS_FOLDER)
    .filter((name) => name.endsWith('.sql') && !listed.has(name))
    .map((name) => `${name} is not in the journal, so it is never applied`);
}

async function findUnapplied({ entries }: Journal): Promise<string[]> {
  const server = await startEmbeddedPostgres({ ephemeral: true, binDir: process.env['PG_BIN'] });
  try {
    const applied = await migrate(server.url);
    return applied === entries.length
      ? []
      : [`${applied} of ${entries.length} were applied to an empty database`];
  } finally {
    await server.release();
  }
}
