import { loadCalendars } from '../files/calendars.ts';
import { loadLexicon } from '../files/lexicon.ts';
import { isRole, ROLES } from '../language/features.ts';
import { createLanguage } from '../language/understand.ts';
import type { UnitName } from '../language/unit-name.ts';
import { referenceDay } from './parse.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** `dondoc understand`: one message a line in, one JSON line out. `units` are those of all loaded plans. */
export async function understand(
  options: { as?: string; at?: string },
  terminal: Terminal,
  units: readonly UnitName[],
): Promise<ExitCode> {
  const role = options.as ?? 'focal';
  if (!isRole(role)) {
    terminal.error(`--as: không có vai trò "${role}" (${ROLES.join(', ')})`);
    return 2;
  }
  const today = referenceDay(options.at);
  if (today === undefined) {
    terminal.error(`--at: không phải ngày hoặc thời điểm: "${options.at ?? ''}" (ví dụ 2023-08-10)`);
    return 2;
  }
  const language = createLanguage({ lexicon: loadLexicon(), units, calendar: loadCalendars() });
  for await (const message of terminal.lines) {
    terminal.out(JSON.stringify({ message, ...language.understand(message, { role, today }) }));
  }
  return 0;
}
