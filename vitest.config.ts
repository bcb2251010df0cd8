import { availableParallelism } from 'node:os';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['tests/unit/**/*.test.ts'],
    globalSetup: ['tests/temporary-folder.ts'],
    setupFiles: ['tests/seed.ts'],
    // Files share what they import: TypeScript's nine megabytes alone cost each of them more than a second. So none may leave anything in a module or a global.
    isolate: false,
    // vitest leaves a core free unless told, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    // A compilation makes megabytes that die at once: with V8's usual room for what is young, a tenth of the time went to sweeping it.
    execArgv: ['--max-semi-space-size=64'],
    // Real threads and real compilations: slower machines need patience, and no test measures time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
