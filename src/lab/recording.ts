import type { NetworkLike } from '../channels/terminal.ts';
import { toOfficeIso } from '../domain/office-time.ts';
import { escapeLine } from './script.ts';

/** What was done in a season, as lines of `dondoc chat` that do the same again. */
export interface Recording {
  said(who: string, text: string): void;
  pressed(who: string, label: string, nth: number): void;
  sentFile(who: string, name: string): void;
  tookUp(who: string, network: NetworkLike): void;
  moved(to: Date): void;
  script(): Script;
}

/** A run of `dondoc chat`: its options, and what is typed there. */
export interface Script {
  plan: string;
  /** Who speaks first. */
  as: string;
  /** `2023-07-25T08:00:00`. */
  at: string;
  lines: readonly string[];
}

/** A script as one command of a shell. */
export function shellCommand({ plan, as, at, lines }: Script): string {
  const quoted = `'${as.replaceAll("'", `'\\''`)}'`;
  let end = 'HET';
  while (lines.includes(end)) end += '_';
  return [`npm run -s chat -- --plan ${plan} --as ${quoted} --at ${at} <<'${end}'`, ...lines, end, ''].join(
    '\n',
  );
}

/** Begins where a situation does; `before` are the lines that led to it. */
export function createRecording(
  { plan, start, speaker }: { plan: string; start: Date; speaker: string },
  before: readonly string[] = [],
): Recording {
  const lines = [...before];
  let speaking =
    before
      .filter((line) => line.startsWith('@as '))
      .at(-1)
      ?.slice('@as '.length) ?? speaker;
  /** Many small moves between two words are one. */
  let movedTo: Date | undefined;

  const pending = (): string[] => (movedTo ? [`@at ${toOfficeIso(movedTo).slice(0, 19)}`] : []);
  const settle = (): void => {
    lines.push(...pending());
    movedTo = undefined;
  };
  const by = (who: string, line: string): void => {
    settle();
    if (who !== speaking) lines.push(`@as ${who}`);
    speaking = who;
    lines.push(line);
  };
  return {
    said: (who, text) => by(who, escapeLine(text)),
    pressed: (who, label, nth) => by(who, `@press ${label}${nth > 1 ? ` #${nth}` : ''}`),
    sentFile: (who, name) => by(who, `@file ${name}`),
    tookUp: (who, network) => by(who, `@network ${network}`),
    moved: (to) => (movedTo = to),
    script: () => ({
      plan,
      as: speaker,
      at: toOfficeIso(start).slice(0, 19),
      lines: [...lines, ...pending()],
    }),
  };
}
