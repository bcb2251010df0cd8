import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { minifySync, type Plugin } from 'vite';
import { asciiScripts, toAscii } from './scripts/setup/ascii.mjs';

// What the oldest runtime has: Electron 33 (Node 20.18, Chromium 130).
const node = 'node20.18';
const chromium = 'chrome130';

/** TypeScript as a script of its own, which `electron/engine/typescript.ts` loads in place of the module (docs/decisions/0016). */
const keptTypeScript: Plugin = {
  name: 'kept-typescript',
  enforce: 'pre',
  resolveId: (id) => (id === 'typescript' ? path.join(import.meta.dirname, 'electron/engine/typescript.ts') : undefined),
  generateBundle() {
    const file = createRequire(import.meta.url).resolve('typescript');
    // Minified, as V8 keeps its text as long as it runs.
    const { code } = minifySync(file, readFileSync(file, 'utf8'), { module: false });
    this.emitFile({ type: 'asset', fileName: 'typescript.cjs', source: toAscii(code) });
  },
};

/** A piece of Monaco that starts workers brings every feature along, after the first line has been shown: renderer/editor/features.ts has those that are wanted. */
const workersWithoutFeatures: Plugin = {
  name: 'workers-without-features',
  transform(code, id) {
    if (!id.endsWith('monaco-editor/esm/vs/internal/common/workers.js')) return null;
    const lean = code.replace(/^import '[^']*\.js';$/gm, '');
    if (lean === code) throw new Error('Monaco has no features in internal/common/workers.js any more: this plugin can go.');
    return { code: lean, map: null };
  },
};

/** Names in the page what its script imports later, so that all is fetched, and compiled, from the beginning: each import would wait for the one before it. */
const namedInPage: Plugin = {
  name: 'named-in-page',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle, chunk: entry }) {
      const scripts = new Set<string>();
      const styles = new Set<string>();
      const follow = (file: string): void => {
        const chunk = bundle?.[file];
        if (chunk?.type !== 'chunk' || scripts.has(file)) return;
        scripts.add(file);
        chunk.viteMetadata?.importedCss.forEach((style) => styles.add(style));
        [...chunk.imports, ...chunk.dynamicImports].forEach(follow);
      };
      if (entry) follow(entry.fileName);
      const link = (rel: string, file: string) => ({ tag: 'link', attrs: { rel, crossorigin: true, href: `./${file}` }, injectTo: 'head' as const });
      return [...[...styles].map((file) => link('stylesheet', file)), ...[...scripts].map((file) => link('modulepreload', file))];
    },
  },
};

export default defineConfig({
  main: {
    plugins: [keptTypeScript, asciiScripts],
    build: {
      target: node,
      // All in a few files: zod alone would be a hundred, read one after the other before there is a window.
      externalizeDeps: false,
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          index: 'electron/main/index.ts',
          cli: 'electron/cli/index.ts',
          'warm-up': 'electron/cli/warm-up.ts',
          'keep-images': 'electron/cli/keep-images.ts',
          'live-worker': 'electron/engine/live/worker.ts',
          'compile-worker': 'electron/engine/compile-worker.ts',
          'compare-worker': 'electron/engine/compare/worker.ts',
          'explore-worker': 'electron/engine/explore/worker.ts',
          'mutate-worker': 'electron/engine/mutate/worker.ts',
          'player-worker': 'electron/engine/player/worker.ts',
          'search-worker': 'electron/engine/explore/search-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: node,
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file: it can require nothing but Electron's own modules.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'electron/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [vue(), workersWithoutFeatures, asciiScripts, namedInPage],
    worker: { format: 'es', plugins: () => [asciiScripts] },
    build: {
      target: chromium,
      // Half the text to read and to parse before the window can be used.
      minify: true,
      outDir: 'out/renderer',
      rollupOptions: { input: 'renderer/index.html' },
    },
  },
});
