// A thread of a race (races.ts). The first one puts the memory back before each round, and looks at it afterwards.
import { parentPort, workerData } from 'node:worker_threads';

const { module, memory, beginning, from, round, slot, racers, rounds, thread, block, instance, stop, run, repeat, seeds, read } = workerData;
/** The round that goes on; how many have come to its end; what each failed with (ROUND, races.ts). */
const [NUMBER, DONE, FAILED] = [0, 16, 32];
/** Looks before another thread gets the core: there may be more threads than cores. */
const LOOKS = 3000;
/** What is waited before a body begins, in looks at a word: so that they meet in other places each time. */
const MOST_WAITED = 40;

const words = new Int32Array(memory.buffer);
let failed = 0;
const fail = (kind) => {
  failed = kind;
  throw new Error('failed');
};
const code = new WebAssembly.Instance(module, { env: { memory, now: () => 0, fail, block, thread, instance, stop } }).exports[run];

let state = 12345 + thread * 7919;
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

function waitFor(word, value) {
  for (let looks = 0; Atomics.load(round, word) !== value; looks++) if (looks >= LOOKS) Atomics.wait(round, FAILED + racers, 0, 0.05);
}

const seen = new Set();
function tell() {
  const end = JSON.stringify({ failed: [...round.subarray(FAILED, FAILED + racers)].find((kind) => kind !== 0) ?? 0, words: read.map((at) => words[at]) });
  if (!seen.has(end)) parentPort.postMessage(end);
  seen.add(end);
}

for (let number = 1; number <= rounds; number++) {
  if (slot === 0) {
    words.set(beginning, from);
    for (const seed of seeds) words[seed] = 1 + random(1e9);
    Atomics.store(round, DONE, 0);
    Atomics.store(round, NUMBER, number);
  } else waitFor(NUMBER, number);
  for (let waited = random(MOST_WAITED); waited > 0; waited--) Atomics.load(round, FAILED + racers);
  failed = 0;
  try {
    code(repeat);
  } catch (error) {
    if (failed === 0) throw error;
  }
  round[FAILED + slot] = failed;
  Atomics.add(round, DONE, 1);
  if (slot === 0) {
    waitFor(DONE, racers);
    tell();
  }
}
