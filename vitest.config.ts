import { configDefaults, defineConfig } from 'vitest/config';

const FAULTS = 'tests/faults/**/*.test.ts';

export default defineConfig({
  test: {
    globalSetup: ['tests/support/postgres-server.ts'],
    // A foreign zone, far from office time: whatever reads the machine's clock face fails here.
    env: { TZ: 'America/St_Johns' },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // Nothing is mocked and no module keeps what a test leaves: a third of the time went into loading modules anew.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'tests/browser/**', FAULTS],
          sequence: { groupOrder: 0 },
        },
      },
      // What is measured in seconds has the machine to itself.
      {
        extends: true,
        test: { name: 'faults', include: [FAULTS], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
