import { describe, expect, it, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const TOKEN = '123456:test-only_not-a-token-of-anybody-at-all';
const OTHER = '654321:test-only_not-a-token-of-anybody-either';
const ZALO = '9876:test-only-zalo';

test('nothing configured is a trial: the embedded database in data/, no bot, this machine only', () => {
  expect(readConfig({})).toEqual({
    databaseUrl: undefined,
    dataDir: 'data',
    dataDirChosen: false,
    pgBin: undefined,
    telegram: undefined,
    zalo: undefined,
    publicUrl: undefined,
    http: { host: '127.0.0.1', port: 3000, metricsToken: undefined },
    lab: true,
    logLevel: 'info',
    production: false,
  });
});

test('every faulty setting is named at once, and no value is repeated', () => {
  const faulty = {
    DATABASE_URL: 'mysql://secret-host',
    TELEGRAM_TOKEN: 'my-secret',
    TELEGRAM_API_ROOT: 'ftp://secret',
    TELEGRAM_PROXY: 'https://secret',
    TELEGRAM_RECEIVE: 'secretly',
    ZALO_TOKEN: 'a secret/of mine',
    ZALO_API_ROOT: 'secret',
    ZALO_RECEIVE: 'secretly',
    ZALO_MONTHLY_MESSAGES: 'secret',
    PUBLIC_URL: 'http://secret.example',
    PORT: '70000',
    METRICS_TOKEN: 'secret',
    LAB: 'secretly',
    LOG_LEVEL: 'loud',
    PATH: '/bin',
  };
  const message = messageOf(faulty);
  for (const name of Object.keys(faulty).slice(0, -1)) expect(message).toContain(`${name}: `);
  expect(message).not.toMatch(/secret|loud|70000|\/bin/);
});

test('an empty setting is one that is not there', () => {
  expect(readConfig({ DATABASE_URL: '', TELEGRAM_TOKEN: '', PUBLIC_URL: '', PORT: '' })).toEqual(
    readConfig({}),
  );
});

describe('the bots of a network', () => {
  const bots = (list: string) => readConfig({ TELEGRAM_TOKEN: list }).telegram?.bots;

  it('one without a name is called after its network, as it always was', () => {
    expect(bots(TOKEN)).toEqual([{ bot: 'telegram', token: TOKEN }]);
    expect(readConfig({ ZALO_TOKEN: ZALO }).zalo?.bots).toEqual([{ bot: 'zalo', token: ZALO }]);
  });

  it('several are called by the names given, or numbered', () => {
    expect(bots(`${TOKEN}, ${OTHER}`)).toEqual([
      { bot: 'telegram', token: TOKEN },
      { bot: 'telegram-2', token: OTHER },
    ]);
    expect(bots(`so-noi-vu = ${TOKEN},xa-phuong=${OTHER}`)).toEqual([
      { bot: 'telegram-so-noi-vu', token: TOKEN },
      { bot: 'telegram-xa-phuong', token: OTHER },
    ]);
  });

  it.each([
    ['a token that is none', `${TOKEN},my-secret`, 'token 2 must look like'],
    ['a token missing after a comma', `${TOKEN},`, 'token 2 must look like'],
    ['a name with capitals', `Secret=${TOKEN}`, 'name 1 must be of'],
    ['a name that could leave its place in an address', `../secret=${TOKEN}`, 'name 1 must be of'],
    ['one name twice', `a=${TOKEN},a=${OTHER}`, 'name 2 is given twice'],
    ['a name that is a number', `2=${TOKEN},${OTHER}`, 'name 1 must be of'],
    ['one token twice', `a=${TOKEN},b=${TOKEN}`, 'token 2 is given twice'],
  ])('%s is said by its place, not by its value', (_what, list, fault) => {
    const message = messageOf({ TELEGRAM_TOKEN: list });
    expect(message).toContain(`TELEGRAM_TOKEN: ${fault}`);
    expect(message).not.toMatch(/secret|test-only/i);
  });

  it('of two networks may be named alike: the network stands before the name', () => {
    const { telegram, zalo } = readConfig({ TELEGRAM_TOKEN: `a=${TOKEN}`, ZALO_TOKEN: `a=${ZALO}` });
    expect([telegram?.bots[0]?.bot, zalo?.bots[0]?.bot]).toEqual(['telegram-a', 'zalo-a']);
  });
});

describe('receiving', () => {
  const PUBLIC_URL = 'https://cchc.example.vn';
  const both = { TELEGRAM_TOKEN: TOKEN, ZALO_TOKEN: ZALO };
  const receiving = (env: NodeJS.ProcessEnv) => {
    const { telegram, zalo } = readConfig({ ...both, ...env });
    return [telegram?.receive, zalo?.receive];
  };

  it('is polling, until there is an address to push to: then Zalo pushes', () => {
    expect(receiving({})).toEqual(['polling', 'polling']);
    expect(receiving({ PUBLIC_URL })).toEqual(['polling', 'webhook']);
    expect(receiving({ PUBLIC_URL, ZALO_RECEIVE: 'polling', TELEGRAM_RECEIVE: 'webhook' })).toEqual([
      'webhook',
      'polling',
    ]);
  });

  it.each(['TELEGRAM', 'ZALO'])('by webhook of %s without an address is said in one line', (network) => {
    expect(messageOf({ ...both, [`${network}_RECEIVE`]: 'webhook' })).toBe(
      `settings need attention:\n  PUBLIC_URL: is needed where ${network}_RECEIVE is webhook`,
    );
  });

  it('of a network without a bot asks for nothing', () => {
    expect(readConfig({ TELEGRAM_RECEIVE: 'webhook' }).telegram).toBeUndefined();
  });
});

describe('the public address', () => {
  it.each([
    'https://cchc.example.vn',
    'https://example.vn/cchc',
    'http://127.0.0.1:3000',
    'http://localhost:3000',
  ])('%s is taken', (address) => expect(readConfig({ PUBLIC_URL: address }).publicUrl).toBe(address));

  it.each([
    ['without encryption', 'http://cchc.example.vn', 'https://'],
    ['that only looks like this machine', 'http://localhost.example.vn', 'https://'],
    ['with a slash at its end', 'https://cchc.example.vn/', 'slash'],
    ['with a password', 'https://a:b@cchc.example.vn', 'without user'],
    ['with a query', 'https://cchc.example.vn?a=b', 'without user'],
    ['that is none', 'cchc.example.vn', 'address'],
  ])('%s is refused', (_what, address, why) => {
    expect(messageOf({ PUBLIC_URL: address })).toContain(why);
  });
});

test('numbers are whole, and a month of none is a month of none', () => {
  expect(readConfig({ ZALO_TOKEN: ZALO }).zalo?.monthlyMessages).toBe(3000);
  expect(readConfig({ ZALO_TOKEN: ZALO, ZALO_MONTHLY_MESSAGES: '0' }).zalo?.monthlyMessages).toBe(0);
  for (const number of ['-1', '3e3', '1.5', '0x10', ' '])
    expect(messageOf({ ZALO_MONTHLY_MESSAGES: number })).toContain('ZALO_MONTHLY_MESSAGES: ');
});

function messageOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('the trial page', () => {
  test.each([
    ['nothing is configured', {}, true],
    ['a token is', { TELEGRAM_TOKEN: TOKEN }, false],
    ['a server of PostgreSQL is', { DATABASE_URL: 'postgres://localhost/dondoc' }, false],
    ['in production', { NODE_ENV: 'production' }, false],
    ['it is asked for beside a token', { TELEGRAM_TOKEN: TOKEN, LAB: 'on' }, true],
    ['it is asked for on a server', { DATABASE_URL: 'postgres://localhost/dondoc', LAB: 'on' }, true],
    ['an address is set', { PUBLIC_URL: 'https://cchc.example.vn' }, false],
    ['the metrics have a token', { METRICS_TOKEN: 'x'.repeat(16) }, false],
    ['a data folder is named', { DATA_DIR: '/var/lib/dondoc' }, false],
    ['it is asked for where others reach it', { PUBLIC_URL: 'https://cchc.example.vn', LAB: 'on' }, true],
    ['it is switched off', { LAB: 'off' }, false],
  ])('where %s', (_when, env, lab) => {
    expect(readConfig(env).lab).toBe(lab);
  });

  test('listens on this machine only', () => {
    expect(messageOf({ HOST: '0.0.0.0' })).toContain('HOST: ');
    expect(readConfig({ HOST: '0.0.0.0', LAB: 'off' }).lab).toBe(false);
    expect(readConfig({ HOST: '::1' }).lab).toBe(true);
  });
});
