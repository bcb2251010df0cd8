import { availableParallelism } from 'node:os';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['tests/unit/**/*.test.ts'],
    setupFiles: ['tests/seed.ts'],
    // vitest leaves a core free unless told, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    // Real threads and real compilations: slower machines need patience, and no test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
