import { defineConfig } from 'vitest/config';

// The trial page in a real browser: `npm run test:browser`.
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    env: { TZ: 'America/St_Johns' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // They share a server and two cores.
    fileParallelism: false,
  },
});
