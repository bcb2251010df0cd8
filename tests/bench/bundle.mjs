// Bundles parts of the lab for a benchmark, from the sources as they are.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from '../../scripts/setup/paths.mjs';

/**
 * @template {string} Name
 * @param {string} folder under node_modules/.cache
 * @param {Record<Name, string>} input the bundles' names, and the module that each begins with
 * @returns {Promise<Record<Name, URL>>}
 */
export async function bundle(folder, input) {
  const outDir = path.join(root, 'node_modules/.cache', folder);
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20.18',
      rollupOptions: { input, output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  return Object.fromEntries(Object.keys(input).map((name) => [name, pathToFileURL(path.join(outDir, `${name}.mjs`))]));
}
