import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PLANS = fileURLToPath(new URL('../../plans', import.meta.url));

/** The names of the plans that come with the program: the folders of `plans/`. */
export function planNames(): string[] {
  return readdirSync(PLANS)
    .filter((name) => existsSync(join(PLANS, name, 'plan.yaml')))
    .sort();
}

/** The folder meant by a name in `plans/`, a folder, or a plan.yaml; undefined where there is none. */
export function planFolder(nameOrPath: string): string | undefined {
  if (planNames().includes(nameOrPath)) return join(PLANS, nameOrPath);
  if (!existsSync(nameOrPath)) return undefined;
  return basename(nameOrPath) === 'plan.yaml' ? dirname(nameOrPath) : nameOrPath;
}
