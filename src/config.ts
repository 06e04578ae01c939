import { z } from 'zod';
import { readBots, type BotToken } from './config-bots.ts';

/** How a bot's updates reach the program: asked for, or pushed to PUBLIC_URL. */
const RECEIVING = ['polling', 'webhook'] as const;
type Receiving = (typeof RECEIVING)[number];

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/;

const url = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

const bots = (network: string, token: RegExp, shape: string) =>
  z.string().transform((list, context) => {
    const read = readBots(list, network, token, shape);
    if (typeof read !== 'string') return read;
    context.addIssue({ code: 'custom', message: read });
    return z.NEVER;
  });

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(from, `must be at least ${from}`).max(to, `must be at most ${to}`));

function faultOfPublicUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, username, search, hash } = new URL(text);
  if (protocol !== 'https:' && !LOOPBACK.test(hostname)) return 'must begin with https://';
  if (text.endsWith('/')) return 'must not end with a slash';
  return username + search + hash === '' ? undefined : 'must be without user, query and fragment';
}

/** Every setting: what it is for, its shape, its default. `.env.example` and the README's table say the same. */
const SETTINGS = {
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional()
    .describe('PostgreSQL 15 or newer; without it an embedded one is started in DATA_DIR'),
  DATA_DIR: z.string().min(1).default('data').describe('folder of the embedded PostgreSQL'),
  PG_BIN: z.string().min(1).optional().describe('folder of PostgreSQL programs to use for the embedded one'),
  TELEGRAM_TOKEN: bots('telegram', /^\d+:[\w-]{30,}$/, 'must look like 123456:ABC…, as BotFather gives it')
    .optional()
    .describe(
      'token of the Telegram bot; of several: name=token,name=token; linking codes open the one they were asked of, else the first',
    ),
  TELEGRAM_API_ROOT: url.optional().describe('another server of the Bot API'),
  TELEGRAM_PROXY: z
    .url({ protocol: /^http$/, error: 'must be an http address, such as http://proxy.example.vn:3128' })
    .optional()
    .describe('HTTP proxy through which Telegram is reached'),
  TELEGRAM_RECEIVE: z
    .enum(RECEIVING)
    .default('polling')
    .describe('whether updates are asked for, or pushed to PUBLIC_URL'),
  // Its shape is shown, not documented: what cannot stand in the path of an address is refused, nothing else.
  ZALO_TOKEN: bots('zalo', /^[\w:.~-]{10,}$/, 'must look like 123456:abc…, as Zalo Bot Manager gives it')
    .optional()
    .describe('token of the Zalo bot; of several: name=token,name=token'),
  ZALO_API_ROOT: url.optional().describe('another server of the Zalo Bot API'),
  ZALO_RECEIVE: z
    .enum(RECEIVING)
    .optional()
    .describe('as for Telegram; webhook where PUBLIC_URL is set, since polling loses what comes meanwhile'),
  ZALO_MONTHLY_MESSAGES: wholeNumber(0, 100_000_000)
    .default(3000)
    .describe('how many messages a Zalo bot may send in a month'),
  PUBLIC_URL: url
    .superRefine((text, context) => {
      const fault = faultOfPublicUrl(text);
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
    })
    .optional()
    .describe('where the world reaches this program, for webhooks and file links'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address the HTTP server listens on'),
  PORT: wholeNumber(0, 65_535).default(3000).describe('port the HTTP server listens on'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/-]{16,}=*$/, 'must be of at least 16 letters, digits or . _ ~ + / -')
    .optional()
    .describe('bearer token for /metrics; without it only this machine is answered'),
  LAB: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .describe('the trial page instead of the service; auto: where nothing of a service is configured'),
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

/** The bots of one network. */
interface NetworkConfig {
  bots: readonly BotToken[];
  apiRoot: string | undefined;
  receive: Receiving;
}

export interface Config {
  databaseUrl: string | undefined;
  dataDir: string;
  /** Whether the data folder was named, not defaulted. */
  dataDirChosen: boolean;
  pgBin: string | undefined;
  telegram: (NetworkConfig & { proxy: string | undefined }) | undefined;
  zalo: (NetworkConfig & { monthlyMessages: number }) | undefined;
  /** Without a trailing slash; always there where a network pushes its updates. */
  publicUrl: string | undefined;
  http: { host: string; port: number; metricsToken: string | undefined };
  /** Whether `serve` opens the trial page and not the service. */
  lab: boolean;
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
    throw faulty(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const values = parsed.data;
  const publicUrl = values.PUBLIC_URL;
  const config: Config = {
    databaseUrl: values.DATABASE_URL,
    dataDir: values.DATA_DIR,
    dataDirChosen: 'DATA_DIR' in given,
    pgBin: values.PG_BIN,
    telegram: values.TELEGRAM_TOKEN && {
      bots: values.TELEGRAM_TOKEN,
      apiRoot: values.TELEGRAM_API_ROOT,
      proxy: values.TELEGRAM_PROXY,
      receive: values.TELEGRAM_RECEIVE,
    },
    zalo: values.ZALO_TOKEN && {
      bots: values.ZALO_TOKEN,
      apiRoot: values.ZALO_API_ROOT,
      receive: values.ZALO_RECEIVE ?? (publicUrl === undefined ? 'polling' : 'webhook'),
      monthlyMessages: values.ZALO_MONTHLY_MESSAGES,
    },
    publicUrl,
    http: { host: values.HOST, port: values.PORT, metricsToken: values.METRICS_TOKEN },
    lab: opensLab(values, 'DATA_DIR' in given),
    logLevel: values.LOG_LEVEL,
    production: values.NODE_ENV === 'production',
  };
  const faults = faultsBetween(config);
  if (faults.length > 0) throw faulty(faults);
  return config;
}

/** A server, data or an address of one's own, or production, is somebody's service whose token is missing: it never becomes a trial by itself. */
function opensLab(values: z.infer<typeof schema>, hasData: boolean): boolean {
  if (values.LAB !== 'auto') return values.LAB === 'on';
  const { TELEGRAM_TOKEN, ZALO_TOKEN, DATABASE_URL, PUBLIC_URL, METRICS_TOKEN } = values;
  const isService = TELEGRAM_TOKEN ?? ZALO_TOKEN ?? DATABASE_URL ?? PUBLIC_URL ?? METRICS_TOKEN;
  return isService === undefined && !hasData && values.NODE_ENV !== 'production';
}

/** What only shows when settings are looked at together. */
function faultsBetween({ telegram, zalo, publicUrl, lab, http }: Config): string[] {
  const faults: string[] = [];
  if (lab && !LOOPBACK.test(http.host))
    faults.push('HOST: the trial page listens on this machine only; others reach it by PUBLIC_URL');
  for (const [name, network] of Object.entries({ TELEGRAM: telegram, ZALO: zalo })) {
    if (network?.receive === 'webhook' && publicUrl === undefined)
      faults.push(`PUBLIC_URL: is needed where ${name}_RECEIVE is webhook`);
  }
  return faults;
}

const faulty = (faults: readonly string[]): ConfigError =>
  new ConfigError(`settings need attention:\n  ${faults.join('\n  ')}`);
