/** Each thread in the state that is looked at: where it stands, what it would do or waits for, and the ways it can go. */
import type { Site } from '../../shared/dialect/ir.ts';
import type { Step } from '../../shared/explore/verdict.ts';
import type { Ahead } from '../../shared/replay/player.ts';
import type { PlayedProgram, PlayedState, ThreadStatus } from '../../shared/replay/state.ts';

export interface Way {
  choice: number;
  /** What it does, in words. */
  text: string;
  /** The schedule goes on like this. */
  asPlayed: boolean;
  ahead: Ahead | null;
}

export interface ThreadColumn {
  thread: number;
  name: string;
  status: ThreadStatus;
  /** It took the step before. */
  ran: boolean;
  place: Site | null;
  /** `waits while a.locked is 1` */
  waits: string | null;
  /** Who could end that. */
  by: string[];
  ways: Way[];
  /** Ways that are not listed, as there are too many. */
  more: number;
}

export const statuses: Record<ThreadStatus, { shape: string; word: string }> = {
  ready: { shape: '▶', word: 'ready' },
  blocked: { shape: '■', word: 'blocked' },
  asleep: { shape: '☾', word: 'asleep' },
  ended: { shape: '✓', word: 'ended' },
};

/** `going`: the threads that have a part in the schedule; of the lab's own those that have none are left out. */
export function threadColumns(program: PlayedProgram, state: PlayedState, steps: readonly Step[], going: ReadonlySet<number>, ahead: readonly Ahead[] | null): ThreadColumn[] {
  const name = (thread: number): string => program.threads[thread]?.name ?? `thread ${thread}`;
  const next = steps[state.step];
  return state.threads
    .filter(({ thread, status }) => program.threads[thread]?.kind !== 'boot' || status !== 'ended' || going.has(thread))
    .map(({ thread, status, site, choices, ways, waits }) => ({
      thread, status, name: name(thread),
      more: Math.max(choices - ways.length, 0),
      ran: steps[state.step - 1]?.thread === thread,
      place: state.sites[site] ?? null,
      waits: waits?.on ?? null,
      by: waits?.by.map(name) ?? [],
      ways: ways.map((text, choice) => ({
        choice, text,
        asPlayed: next?.thread === thread && next.choice === choice,
        ahead: ahead?.find((a) => a.thread === thread && a.choice === choice) ?? null,
      })),
    }));
}

/** What a way leads to, short enough for a button. */
export function aheadText({ steps, within, all }: Ahead): string {
  if (steps !== null) return steps === 1 ? 'violates now' : `violation in ${steps}`;
  if (all) return 'no step fails';
  return within > 0 ? `none in ${within}` : 'not known';
}

export function aheadTitle({ steps, message, within, all, states }: Ahead): string {
  const seen = `${states.toLocaleString('en')} states looked at`;
  if (steps !== null) return `${message}. The nearest one, ${steps === 1 ? 'by this very step' : `${steps} steps from here`}`;
  return all ? `Whatever follows, no step violates anything: ${seen}, but not whether it goes round for ever` : `No violation within ${within} steps; beyond, nobody looked (${seen})`;
}
