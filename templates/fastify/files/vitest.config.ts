import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // Each file has its own database, so modules may be shared: they are loaded once per worker.
    isolate: false,
    maxWorkers: '100%',
    // Long enough for a busy machine: passwords are hashed, processes are started.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
