/** An exploration in a thread of its own: the search runs in slices, and between them it hears whether to pause or to stop. */
import { parentPort, workerData } from 'node:worker_threads';
import { explore, NoSuchProperty } from './explore.ts';
import { NoSuchGoal } from './goal.ts';
import { KeptImages } from './kept-images.ts';
import type { ExplorationEnd, ExplorationStart, FromExploration, ToExploration } from './exploration.ts';
import { compileBy } from './step-link.ts';

const FIGURES_MS = 100;

const port = parentPort!;
const stopping = new AbortController();
let pause: { until: Promise<void>; end: () => void } | null = null;

port.on('message', (message: ToExploration) => {
  if (message === 'pause') pause ??= newPause();
  else {
    if (message === 'stop') stopping.abort();
    pause?.end();
    pause = null;
  }
});
tell(await run(workerData as ExplorationStart));

async function run({ job: { input, options }, compiler }: ExplorationStart): Promise<ExplorationEnd> {
  let told = 0;
  try {
    const { checked, verdict } = await explore(input, {
      ...options,
      workerUrl: new URL('./search-worker.js', import.meta.url),
      kept: KeptImages.of(new URL('../', import.meta.url)),
      compile: compileBy(compiler),
      signal: stopping.signal,
      pause: () => pause?.until ?? null,
      onProgress(figures) {
        // The figures that a pause is to show are those it began with.
        if (!pause && performance.now() - told < FIGURES_MS) return;
        told = performance.now();
        tell({ kind: 'figures', figures });
      },
    });
    return verdict ? { kind: 'verdict', verdict } : { kind: 'refused', diagnostics: checked.diagnostics };
  } catch (error) {
    if (error instanceof NoSuchGoal || error instanceof NoSuchProperty) return { kind: 'unanswerable', message: error.message };
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function tell(message: FromExploration): void {
  port.postMessage(message);
}

function newPause(): NonNullable<typeof pause> {
  let end!: () => void;
  const until = new Promise<void>((resolve) => (end = resolve));
  return { until, end };
}
