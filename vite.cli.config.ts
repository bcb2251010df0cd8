import { defineConfig, type Plugin } from 'vite';

/** One byte a character: half the memory, and read at once. All that is not ASCII stands in strings (or comments), where an escape is the same. */
const ascii: Plugin = {
  name: 'ascii',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    }
  },
};

// The command line in one script with TypeScript in it, so that one cache of compiled code holds all of it.
export default defineConfig({
  ssr: { noExternal: true },
  plugins: [ascii],
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
