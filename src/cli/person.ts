import { ROLES, type Role } from '../domain/grants.ts';
import { fold } from '../language/fold.ts';
import { loadCalendars } from '../files/calendars.ts';
import { createTransact } from '../services/services.ts';
import { openConfigured } from './database.ts';
import { environmentWith } from '../environment.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface PersonOptions {
  name: string;
  unit: string;
  role: readonly string[];
  title?: string | undefined;
  phone?: string | undefined;
  json: boolean;
}

/** Adds a person with roles on a unit and prints the one-time code that links an account. */
export async function personAdd(options: PersonOptions, terminal: Terminal): Promise<ExitCode> {
  const unknown = options.role.filter((role) => !isRole(role));
  if (unknown.length > 0) {
    terminal.error(
      `unknown role ${unknown.map((role) => `"${role}"`).join(', ')}: one of ${ROLES.join(', ')}`,
    );
    return 2;
  }
  const database = await openConfigured(terminal);
  try {
    const transact = createTransact(database.db, environmentWith(loadCalendars()));
    const now = new Date();
    return await transact(async ({ registry, people }): Promise<ExitCode> => {
      const units = await registry.units();
      const unit = units.find(({ name, aliases }) =>
        [name, ...aliases].some((one) => fold(one) === fold(options.unit)),
      );
      if (!unit) {
        terminal.error(
          `no unit "${options.unit}" in the loaded plans: load a plan first (dondoc plan load plans/…)`,
        );
        return 2;
      }
      const personId = await people.add(
        {
          jurisdictionId: unit.jurisdictionId,
          unitId: unit.id,
          name: options.name.trim(),
          title: options.title ?? null,
          phone: options.phone ?? null,
          roles: options.role.filter(isRole),
          by: null,
        },
        now,
      );
      const { code, lastDay } = await people.issueCode(personId, null, now);
      terminal.out(
        options.json
          ? JSON.stringify({ name: options.name, unit: unit.name, roles: options.role, code, lastDay })
          : `${options.name}, ${unit.name}: linking code ${code}, for one use, through ${lastDay}`,
      );
      return 0;
    });
  } finally {
    await database.close();
  }
}

const isRole = (role: string): role is Role => (ROLES as readonly string[]).includes(role);
