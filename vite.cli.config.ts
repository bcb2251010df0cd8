import { defineConfig, type Plugin } from 'vite';
import { toAscii } from './scripts/setup/ascii.mjs';

const ascii: Plugin = {
  name: 'ascii',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = toAscii(chunk.code);
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
