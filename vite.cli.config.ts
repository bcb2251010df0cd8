import { defineConfig } from 'vite';

// The command line in one script with TypeScript in it, so that one cache of compiled code holds all of it.
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20.18',
    outDir: 'out/cli',
    rollupOptions: {
      input: { main: 'electron/cli/main.ts' },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
