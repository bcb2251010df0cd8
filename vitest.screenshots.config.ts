import { defineConfig } from 'vitest/config';

/** Pictures of the window for the documentation: `npm run screenshots`. */
export default defineConfig({
  test: { include: ['tests/screenshots/**/*.test.ts'], globalSetup: ['tests/temporary-folder.ts'], testTimeout: 300_000 },
});
