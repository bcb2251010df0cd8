/** A replay for people to read: its steps, and how things stand after them. */
import type { Played } from '../engine/replay/play.ts';
import { columnsOf, padEnd } from './columns.ts';
import { scheduleText } from './schedule-text.ts';
import { printableIn } from './text.ts';
import { stack } from './verdict-text.ts';
import { violatedText } from './violated-text.ts';

export interface PlayedTelling {
  /** Tells each step of a long schedule, too. */
  allSteps: boolean;
  /** What the schedule was recorded to lead to, where that is no violation. */
  sought?: string | undefined;
}

export function playedText(played: Played, telling: PlayedTelling): string {
  const { length, cycle } = played;
  const { allSteps, sought, steps, fault, threads } = printableIn({ ...telling, steps: played.steps, fault: played.fault, threads: played.state.threads });
  const part = steps.length < length ? ` of ${length}` : '';
  const end = fault ? `VIOLATED: ${violatedText(fault)}` : part ? 'Nothing is violated so far.' : `Nothing is violated.${sought === undefined ? '' : ` It was recorded as a schedule that reaches what was looked for: ${sought}.`}`;
  return `${[
    steps.length > 0 ? scheduleText(steps, { allSteps, cycle, remark: part }) : '  The first state: no step is taken.',
    ...(fault ? stack(fault) : [standing(threads)]),
    end,
  ].join('\n\n')}\n`;
}

/** Where each thread stands; the boot thread only when its turn has come. */
function standing(threads: Played['state']['threads']): string {
  const width = Math.max(...threads.map((t) => columnsOf(t.name)));
  const lines = threads.filter(({ name, status }) => name !== 'boot' || status === 'ready' || status === 'asleep').map(({ name, status, fn, file, line }) => {
    const place = status === 'ended' || fn === null ? '' : ` in ${fn} (${file}:${line})`;
    return `        ${padEnd(name, width)}  ${status}${place}`;
  });
  return ['  after it', ...lines].join('\n');
}
