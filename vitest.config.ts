import { configDefaults, defineConfig } from 'vitest/config';

const MEASURED = ['tests/faults/load.test.ts', 'tests/faults/two-processes.test.ts'];

const every = (mode: string) => ({
  // A foreign zone, far from office time: whatever reads the machine's clock face fails here.
  env: { TZ: 'America/St_Johns', FAULTS: mode === 'full' ? 'full' : 'short' },
  testTimeout: 20_000,
  hookTimeout: 30_000,
  // Nothing is mocked and no module keeps what a test leaves: a third of the time went into loading modules anew.
  isolate: false,
});

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ['tests/support/postgres-server.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...every(mode),
          name: 'rules',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'tests/browser/**', ...MEASURED],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      // What is measured in seconds has the machine to itself.
      {
        test: {
          ...every(mode),
          name: 'measured',
          include: MEASURED,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
}));
