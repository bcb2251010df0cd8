// Bundles the lab's compiler and engine for the benchmark, from the sources as they are.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from '../../../scripts/setup/paths.mjs';

const outDir = path.join(root, 'node_modules/.cache/bench-live');

/** The module lab.ts, and the URL of the engine's worker. */
export async function buildLab() {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20.18',
      rollupOptions: {
        input: { lab: 'tests/bench/live/lab.ts', 'live-worker': 'electron/engine/live/worker.ts' },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  const url = (/** @type {string} */ name) => pathToFileURL(path.join(outDir, name));
  return { lab: await import(url('lab.mjs').href), workerUrl: url('live-worker.mjs') };
}
