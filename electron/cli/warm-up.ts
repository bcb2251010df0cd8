/** `out/main/warm-up.js`, which the build runs: uses the command line as people do, and keeps what V8 compiled for it. */
import { fileURLToPath } from 'node:url';
import type { Host } from './host.ts';
import { loadProgram } from './program.ts';

const folder = new URL('./', import.meta.url);
const { script, main } = loadProgram(folder);
let said = '';
const silent: Host['stdout'] = { write: (text) => void (said += text) };
const host: Host = {
  stdout: silent,
  stderr: silent,
  version: '',
  liveWorkerUrl: new URL('live-worker.js', folder),
  searchWorkerUrl: new URL('search-worker.js', folder),
  exploreWorkerUrl: new URL('explore-worker.js', folder),
  compileWorkerUrl: new URL('compile-worker.js', folder),
  pageUrl: new URL('../page/', folder),
  startUrl: new URL('../../scripts/start.mjs', folder),
  interrupted: new AbortController().signal,
  heed: () => {},
};

/** A small scenario that is violated: every part of an exploration has something to do. */
const SCENARIO = fileURLToPath(new URL('../../shared/scenarios/18-page-walk-unmarked.scenario.ts', folder));
for (const [wanted, ...args] of [[0, 'check', SCENARIO], [1, 'explore', SCENARIO, '--workers', '1']] as const) {
  const code = await main(host, args);
  if (code !== wanted) throw new Error(`faultline ${args.join(' ')} ended with ${code}:\n${said}`);
}
script.save();
