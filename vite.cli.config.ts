import { defineConfig } from 'vite';
import { asciiScripts } from './scripts/setup/ascii.mjs';

// The command line in a few scripts, each with a cache of its compiled code: TypeScript is in one that is loaded by who compiles.
export default defineConfig({
  ssr: { noExternal: true },
  plugins: [asciiScripts],
  build: {
    ssr: true,
    target: 'node20.18',
    outDir: 'out/cli',
    rollupOptions: {
      input: { main: 'electron/cli/main.ts' },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
    },
  },
});
