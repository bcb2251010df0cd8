import { defineConfig } from 'vitest/config';

/** End-to-end tests drive the real lab in real Electron, one window at a time. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/temporary-folder.ts'],
    fileParallelism: false,
    // Files share what they import.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes when the machine gets to it: the second that is waited otherwise would be a measure of the machine.
    expect: { poll: { timeout: 60_000 } },
  },
});
