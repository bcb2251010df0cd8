/** The player's thread: opens the schedule, then answers what it is asked, in order. A search goes on meanwhile, in slices. */
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { isAsShipped } from '../as-shipped.ts';
import { askedOf } from '../explore/asked.ts';
import { chosenProperties, NoSuchProperty } from '../explore/explore.ts';
import { SearchFailure } from '../explore/failure.ts';
import { findOrCompile } from '../explore/find-or-compile.ts';
import { KeptImages } from '../explore/kept-images.ts';
import { compileBy } from '../explore/step-link.ts';
import { ScheduleError } from '../replay/schedule-error.ts';
import { playedBy, Player, type PlayerOptions } from './player.ts';
import type { FromPlayer, OpeningProgress, PlayerStart, PlayerThreadStart, ToPlayer } from './player-thread.ts';

/** States that a search from some step may store. */
const MAX_STATES = 2_000_000;
/** Workers of such a search, at most. */
const MOST_WORKERS = 64;
/** After so long the first questions of who opened it are answered, and it is written down. */
const KEEP_MS = 1000;
/** How often it is told how many steps of the schedule have been taken. */
const TELL_MS = 100;

const port = parentPort!;
const { player, start, keep } = await open(workerData as PlayerThreadStart);
port.postMessage(start);
if (keep) setTimeout(keep, KEEP_MS);
if (player) {
  port.on('message', (asked: ToPlayer) => {
    void answer(player, asked).then((reply) => port.postMessage(reply));
  });
}

/** `keep`: has it opened sooner the next time. */
async function open({ job: { input, objects, properties, schedule, cycle }, compiler }: PlayerThreadStart): Promise<{ player: Player | null; start: PlayerStart; keep?: () => void }> {
  try {
    const options: PlayerOptions = {
      objects, maxStates: MAX_STATES, workerUrl: new URL('./search-worker.js', import.meta.url), workers: Math.min(availableParallelism(), MOST_WORKERS),
      onTaken: tellNowAndThen(schedule.length),
    };
    const kept = isAsShipped(input) ? KeptImages.of(new URL('../', import.meta.url)) : undefined;
    const { checked: { program, diagnostics }, emit, known, keep } = await findOrCompile(input, askedOf(input, properties, playedBy(options)), kept, compileBy(compiler));
    if (!program) return { player: null, start: { kind: 'refused', diagnostics } };
    const chosen = { ...options, properties: chosenProperties(program, properties) };
    const image = await emit(playedBy(chosen));
    const player = new Player(image, chosen, schedule, cycle);
    const start: PlayerStart = { kind: 'opened', program: player.program, rules: player.rules, change: player.whole() };
    return { player, start, ...(kept && !known && { keep: () => keep(image) }) };
  } catch (error) {
    return { player: null, start: wrong(error) };
  }
}

function tellNowAndThen(of: number): (taken: number) => void {
  let told = performance.now();
  return (taken) => {
    const now = performance.now();
    if (now - told < TELL_MS) return;
    told = now;
    port.postMessage({ taken, of } satisfies OpeningProgress);
  };
}

async function answer(of: Player, { id, call, args }: ToPlayer): Promise<FromPlayer> {
  try {
    return { id, value: await (of[call] as (...given: unknown[]) => unknown).apply(of, args) };
  } catch (error) {
    return { id, error: wrong(error) };
  }
}

/** What the person can do something about, and what they cannot. */
function wrong(error: unknown): { kind: 'impossible' | 'failed'; message: string } {
  if (error instanceof SearchFailure) return { kind: 'impossible', message: error.reason };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: error instanceof ScheduleError || error instanceof NoSuchProperty ? 'impossible' : 'failed', message };
}
