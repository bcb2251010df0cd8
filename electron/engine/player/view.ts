/** The state that a run is in, as the window inspects it. */
import type { Blocked } from '../../../shared/explore/verdict.ts';
import type { PlayedState, ThreadState } from '../../../shared/replay/state.ts';
import { faultOf } from '../replay/faulting.ts';
import { MemoryOf } from '../replay/memory-of.ts';
import { Names } from '../replay/names.ts';
import { nextStep } from '../replay/evaluation.ts';
import { callsOf, SiteTable } from '../replay/sites.ts';
import type { StepRun } from '../replay/step-run.ts';
import { takeStep } from '../replay/taking.ts';
import { stepText } from '../replay/wording.ts';

/** Ways of one step that are told; more are counted. */
const WAYS_TOLD = 16;

/** What of a state is not in the run itself. */
export interface Circumstances {
  step: number;
  blocked: readonly Blocked[];
  fault: string | null;
  /** Its last step failed: nobody can go on from there. */
  failed: boolean;
}

/** Leaves the run as it was. */
export function viewState(run: StepRun, { step, blocked, fault, failed }: Circumstances): PlayedState {
  const { image } = run;
  const sites = new SiteTable(image.program);
  const names = new Names(image);
  const threads = run.threads.map((thread): ThreadState => {
    const next = nextStep(run, thread, 0);
    const site = sites.add(next.site, callsOf(run, thread, next.calls));
    const faults = faultOf(run, thread);
    const waits = blocked.find((b) => b.thread === thread) ?? null;
    if (run.ended(thread)) return { thread, status: 'ended', site: -1, next: null, choices: 0, ways: [], waits: null, faults };
    if (run.sleepsOn(thread) !== 0) return { thread, status: 'asleep', site, next: null, choices: 0, ways: [], waits, faults };
    const ways = waysOf(run, thread, names, failed);
    if (ways.choices === 0) return { thread, status: 'blocked', site, next: null, choices: 0, ways: [], waits, faults };
    return { thread, status: 'ready', site, next: ways.texts[0]!, choices: failed ? 0 : ways.choices, ways: failed ? [] : ways.texts, waits: null, faults };
  });
  return {
    step, threads, fault, sites: sites.sites,
    ...new MemoryOf(run).now(),
    over: !failed && run.done,
  };
}

/** Each way that a thread's next step can go, tried. No choices: it is blocked. `failed`: nothing can be tried. */
function waysOf(run: StepRun, thread: number, names: Names, failed: boolean): { choices: number; texts: string[] } {
  const state = run.save();
  const texts: string[] = [];
  let choices = 1;
  for (let choice = 0; choice < Math.min(choices, WAYS_TOLD); choice++) {
    const next = nextStep(run, thread, choice);
    const taken = takeStep(run, { thread, choice }, next);
    run.restore(state);
    if (!taken.went) return { choices: 0, texts: [] };
    choices = failed ? 1 : taken.choices;
    texts.push(stepText(next, taken, names));
  }
  return { choices, texts };
}
