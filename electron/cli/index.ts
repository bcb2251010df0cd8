/** `out/main/cli.js`: the command line in its process. */
import { readFileSync } from 'node:fs';
import { EXIT } from './host.ts';
import { loadProgram } from './program.ts';
import { wholeOutput } from './whole-output.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

const interruption = new AbortController();
let heeds = false;
function heed(): void {
  if (heeds) return;
  heeds = true;
  process.on('SIGINT', () => {
    // The first Ctrl-C ends the session gracefully; who presses again does not want to wait.
    if (interruption.signal.aborted) leave(130);
    interruption.abort();
  });
  // By SIGHUP the terminal has gone.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => interruption.abort());
}

/** Nobody was told all of what there was to tell. */
let isUntold = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // Whoever read our output has read enough, or closed the terminal. What -o names is there for others.
    const isGone = code === 'EPIPE' || (code === 'EIO' && stream.isTTY);
    if (isGone && isUnfinished()) return;
    if (isGone) leave(Number(process.exitCode ?? EXIT.inconclusive));
    // Progress that a full disk does not take is no reason to lose what comes of it.
    if (stream === process.stderr) return;
    if (!isUntold) process.stderr.write(`faultline: the output cannot be written: ${message}\n`);
    isUntold = true;
    if (!isUnfinished()) leave(EXIT.wrong);
  });
}

const { script, main, isUnfinished, removeUnfinished } = loadProgram(new URL('./', import.meta.url));

/** Nothing half written stays. */
function leave(code?: number): never {
  removeUnfinished();
  process.exit(code);
}

const code = await main(
  {
    stdout: wholeOutput(process.stdout),
    stderr: process.stderr,
    version,
    liveWorkerUrl: new URL('./live-worker.js', import.meta.url),
    searchWorkerUrl: new URL('./search-worker.js', import.meta.url),
    exploreWorkerUrl: new URL('./explore-worker.js', import.meta.url),
    compileWorkerUrl: new URL('./compile-worker.js', import.meta.url),
    pageUrl: new URL('../page/', import.meta.url),
    outUrl: new URL('../', import.meta.url),
    startUrl: new URL('../../scripts/start.mjs', import.meta.url),
    // There is such a channel only to who made one: the window, for its exports.
    onShare: process.send && ((share) => process.send!({ share })),
    interrupted: interruption.signal,
    heed,
  },
  process.argv.slice(2),
);
process.exitCode = isUntold ? EXIT.wrong : code;
// The build has kept what V8 compiles of it, of its own Node: the window's has another, and so may a person have by now.
try {
  script.save();
} catch {
  // Where nothing can be written, each start compiles anew.
}
