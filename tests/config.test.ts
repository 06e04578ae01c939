import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

test('nothing configured is a trial: the embedded database in data/, no bot', () => {
  expect(readConfig({})).toEqual({
    databaseUrl: undefined,
    dataDir: 'data',
    dataDirChosen: false,
    pgBin: undefined,
    telegram: undefined,
    logLevel: 'info',
    production: false,
  });
});

test('every faulty setting is named at once, and no value is repeated', () => {
  const faulty = {
    DATABASE_URL: 'mysql://secret-host',
    TELEGRAM_TOKEN: 'my-secret',
    LOG_LEVEL: 'loud',
    PATH: '/bin',
  };
  const message = messageOf(() => readConfig(faulty));
  for (const name of ['DATABASE_URL', 'TELEGRAM_TOKEN', 'LOG_LEVEL']) expect(message).toContain(name);
  expect(message).not.toMatch(/secret|loud/);
});

test('an empty setting is one that is not there', () => {
  expect(readConfig({ DATABASE_URL: '', TELEGRAM_TOKEN: '' }).databaseUrl).toBeUndefined();
});

function messageOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}
