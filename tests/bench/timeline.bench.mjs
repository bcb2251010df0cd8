// Frame time of the timeline with one and ten million slices, in real Electron: `node tests/bench/timeline.bench.mjs`, on a
// display (or under xvfb-run). Prints one line of JSON; add --table for people. The bar: 8 ms at a million without a graphics card.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';
import { ensureElectron } from '../../scripts/setup/electron-runtime.mjs';
import { root } from '../../scripts/setup/paths.mjs';
import { electronArguments } from '../../scripts/setup/electron-arguments.mjs';

const source = path.join(root, 'tests/bench/timeline');
const outDir = path.join(root, 'node_modules/.cache/bench-timeline');

await build({
  root: source,
  base: './',
  logLevel: 'warn',
  configFile: false,
  build: { outDir, emptyOutDir: true, target: 'chrome130', modulePreload: false, rollupOptions: { input: path.join(source, 'page.html') } },
});

const { executable } = await ensureElectron();
const electron = spawn(executable, [...(await electronArguments(executable)), path.join(source, 'app/main.cjs')], {
  env: { ...process.env, BENCH_PAGE: path.join(outDir, 'page.html') },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
electron.stdout.on('data', (text) => (output += text));
const code = await new Promise((resolve) => electron.on('close', resolve));
if (code !== 0) throw new Error(`Electron ended with ${code}`);
const figures = JSON.parse(output.trim().split('\n').at(-1) ?? '');
if (process.argv.includes('--table')) {
  for (const { slices, events, painter, byMotion, appendPerSecond, longestAppendMs, ...all } of figures) {
    console.log(`${slices / 1e6} M slices, ${(events / 1e6).toFixed(1)} M events, ${painter}: median ${all.medianMs} ms, p95 ${all.p95Ms} ms, max ${all.maxMs} ms over ${all.frames} frames`);
    console.log(`  taken at ${Math.round(appendPerSecond / 1000)} k events/s, longest chunk ${longestAppendMs.toFixed(1)} ms`);
    console.table(byMotion);
  }
} else console.log(JSON.stringify(figures));
