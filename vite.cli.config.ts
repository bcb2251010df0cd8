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

// The command line in a few scripts, each with a cache of its compiled code: TypeScript is in one that is loaded by who compiles.
export default defineConfig({
  ssr: { noExternal: true },
  plugins: [ascii],
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
