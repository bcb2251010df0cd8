/** The schedule as lanes: for each thread, the stretches of steps that it runs. */
import type { PlayedProgram } from '../../shared/replay/state.ts';
import { tickStep } from '../timeline/view/ticks.ts';
import type { Lane, Row } from '../../shared/explore/counterexample.ts';

/**
 * A lane for each thread, the scenario's before the kernel's; the boot thread has one if it goes (`went`). They stay as they are when the
 * schedule changes, and so do their colours.
 */
export function playedLanes({ threads }: PlayedProgram, went: ReadonlySet<number>): Lane[] {
  const of = (kind: PlayedProgram['threads'][number]['kind']): Lane[] => threads.flatMap((t, thread) => (t.kind === kind ? [{ thread, name: t.name }] : []));
  return [...of('thread'), ...of('kthread'), ...of('boot').filter(({ thread }) => went.has(thread))];
}

/** What each lane looks like, as an SVG path of one unit a step and a lane: a schedule of thousands of stretches is a few shapes. */
export function lanePaths(rows: readonly Row[], lanes: number): string[] {
  const paths = Array<string>(lanes).fill('');
  let from = 0;
  rows.forEach(({ lane }, index) => {
    if (rows[index + 1]?.lane === lane) return;
    const width = index + 1 - from;
    paths[lane] += `M${from} ${lane + MARGIN}h${width}v${1 - 2 * MARGIN}h-${width}z`;
    from = index + 1;
  });
  return paths;
}

/** Of a lane, above and below. */
const MARGIN = 0.18;

/** Numbers of steps to write below the lanes: some, round ones, and none so near to the end that it would be cut off. */
export function stepTicks(steps: number): number[] {
  const every = tickStep(steps / MOST_TICKS);
  return Array.from({ length: Math.floor(steps / every) }, (_, i) => (i + 1) * every);
}

const MOST_TICKS = 8;

export interface Mark {
  kind: 'decides' | 'violation' | 'round' | 'own';
  /** Index of the step. */
  step: number;
  title: string;
  /** How many marks of the same step stand to the right of it. */
  before: number;
}

export interface Marked {
  rows: readonly Row[];
  cycle: number | null;
  own: number | null;
  fault: boolean;
}

/** What is marked on the way: where it is decided, where it goes wrong, where a round begins, where it is the person's own. */
export function marksOf({ rows, cycle, own, fault }: Marked): Mark[] {
  const decides = rows.findIndex(({ mark }) => mark === 'differs');
  const marks: (Omit<Mark, 'before'> | null)[] = [
    own !== null && own < rows.length ? { kind: 'own', step: own, title: `Your own from step ${own + 1} on` } : null,
    decides >= 0 ? { kind: 'decides', step: decides, title: `Step ${decides + 1} decides it` } : null,
    cycle !== null ? { kind: 'round', step: cycle, title: `From step ${cycle + 1} on it goes round for ever` } : null,
    fault && cycle === null && rows.length > 0 ? { kind: 'violation', step: rows.length - 1, title: `Step ${rows.length} violates it` } : null,
  ];
  const there = marks.filter((mark) => mark !== null);
  return there.map((mark, i) => ({ ...mark, before: there.slice(i + 1).filter(({ step }) => step === mark.step).length }));
}
