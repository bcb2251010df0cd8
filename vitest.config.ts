import { availableParallelism } from 'node:os';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/**
 * Where threads run live, or the command does: a session that is to stop within some time needs the processors for itself. All other
 * units only compute, and may run beside whatever there is (scripts/test.mjs).
 */
const live = ['bench', 'cli', 'compare', 'engine/live', 'kernel', 'main', 'scenarios'].map((folder) => `tests/unit/${folder}/**/*.test.ts`);

export default defineConfig({
  plugins: [vue()],
  test: {
    projects: [
      { extends: true, test: { name: 'computing', include: ['tests/unit/**/*.test.ts'], exclude: live } },
      { extends: true, test: { name: 'live', include: live } },
    ],
    globalSetup: ['tests/temporary-folder.ts'],
    setupFiles: ['tests/seed.ts'],
    // Files share what they import: TypeScript's nine megabytes alone cost each of them more than a second. So none may leave anything in a module or a global.
    isolate: false,
    // vitest leaves a core free unless told, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    // Real threads and real compilations: slower machines need patience, and no test measures time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
