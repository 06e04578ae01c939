import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'tests/browser/**'],
    globalSetup: ['tests/support/postgres-server.ts'],
    // A foreign zone, far from office time: whatever reads the machine's clock face fails here.
    env: { TZ: 'America/St_Johns' },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // Nothing is mocked and no module keeps what a test leaves: a third of the time went into loading modules anew.
    isolate: false,
  },
});
