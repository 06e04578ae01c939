import { z } from 'zod';

/** Every setting: what it is for, its shape, its default. `.env.example` and the README's table say the same. */
const SETTINGS = {
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional()
    .describe('PostgreSQL 15 or newer; without it an embedded one is started in DATA_DIR'),
  DATA_DIR: z.string().min(1).default('data').describe('folder of the embedded PostgreSQL'),
  PG_BIN: z.string().min(1).optional().describe('folder of PostgreSQL programs to use for the embedded one'),
  TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{30,}$/, 'must look like 123456:ABC…, as BotFather gives it')
    .optional()
    .describe('token of the Telegram bot'),
  TELEGRAM_API_ROOT: z.url().optional().describe('another server of the Bot API'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('how much is logged'),
  NODE_ENV: z
    .enum(['production', 'development', 'test'])
    .default('development')
    .describe('production refuses the embedded PostgreSQL unless DATA_DIR is set'),
} as const;

const schema = z.object(SETTINGS);

export interface Config {
  databaseUrl: string | undefined;
  dataDir: string;
  /** Whether the data folder was named, not defaulted. */
  dataDirChosen: boolean;
  pgBin: string | undefined;
  telegram: { token: string; apiRoot: string | undefined } | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  production: boolean;
}

export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads every setting; all faults are told at once, each with the setting's name and never its value. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([key, value]) => key in SETTINGS && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`settings need attention:\n  ${faults.join('\n  ')}`);
  }
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL,
    dataDir: values.DATA_DIR,
    dataDirChosen: 'DATA_DIR' in given,
    pgBin: values.PG_BIN,
    telegram:
      values.TELEGRAM_TOKEN === undefined
        ? undefined
        : { token: values.TELEGRAM_TOKEN, apiRoot: values.TELEGRAM_API_ROOT },
    logLevel: values.LOG_LEVEL,
    production: values.NODE_ENV === 'production',
  };
}
