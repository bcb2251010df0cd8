/** A verdict for people to read. */
import type { Verdict, Violation } from '../../shared/explore/verdict.ts';
import { scheduleText, stepLines } from './schedule-text.ts';
import { grouped } from './text.ts';

/** `again`: what to write after `faultline replay --schedule TOKEN` to have the same program. */
export function verdictText(verdict: Verdict, again: string): string {
  const { outcome, reason, states, transitions, depth, bytes, ms, violation } = verdict;
  const figures = `${grouped(states)} states, ${grouped(transitions)} transitions${depth > 0 ? `, ${grouped(depth)} steps deep,` : ''} in ${(ms / 1000).toFixed(1)} s`
    + ` and ${(bytes / 2 ** 20).toFixed(0)} MiB`;
  const head = outcome === 'verified' ? `VERIFIED: all ${figures}; nothing is violated.`
    : outcome === 'violated' ? `VIOLATED: ${violation!.message}\n  found after ${figures}`
      : `INCONCLUSIVE: ${reason}.\n  covered ${figures}`;
  const unseen = verdict.sometimes.filter(({ seen }) => !seen).map(({ name }) => `  never seen: sometimes "${name}"`);
  return `${[head, ...unseen, ...(violation ? [counterexample(violation, again)] : []), covers(verdict)].join('\n\n')}\n`;
}

function counterexample(violation: Violation, again: string): string {
  const { steps, shortest, cycle, token } = violation;
  if (steps.length === 0) return '  It happens before the threads start.';
  const sections = [
    scheduleText(steps, shortest ? ', no schedule is shorter' : '', cycle),
    ...stack(violation),
    ...passing(violation),
    ...(token === null ? [] : [`  to replay it: faultline replay --schedule ${token} ${again}`]),
  ];
  return sections.join('\n\n');
}

export function stack({ stack: calls }: Pick<Violation, 'stack'>): string[] {
  return calls.length > 0 ? [['  the last step fails in', ...calls.map(({ fn, file, line }) => `        ${fn} (${file}:${line})`)].join('\n')] : [];
}

function passing({ steps, passing: run }: Violation): string[] {
  if (!run) return [];
  const other = run.steps[run.common]!;
  const instead = steps[run.common];
  const rest = run.steps.length - run.common - 1;
  const how = instead && instead.thread === other.thread ? `${other.name} chooses differently` : `${other.name} goes first`;
  return [
    [
      `  the nearest run that ends well shares ${run.common === 0 ? 'no step' : run.common === 1 ? 'the first step' : `the first ${run.common} steps`}; then ${how}:`,
      ...stepLines(run.steps, run.common, run.common + 1),
      `        … and ${rest} more to the end of all threads`,
    ].join('\n'),
  ];
}

function covers({ covers: c }: Verdict): string {
  const config = Object.entries(c.config).map(([name, value]) => `${name}=${typeof value === 'boolean' ? (value ? 'y' : 'n') : value}`).join(' ');
  return `  covers: ${c.protocol}; ${c.threads.map((t) => `${t.name} ${t.repeat === null ? 'for ever' : `× ${t.repeat}`}`).join(', ')}; at most ${c.objects} objects of a struct
          memory model: ${c.memoryModel}; reduction: ${c.reductions.join(', ') || 'none'}
          taken for granted: ${c.assumed.join('; ') || 'nothing else'}
          fairness: ${c.fairness ?? 'none: schedules that go on for ever are not looked for (--liveness)'}
          checked: assertions, memory safety, deadlock${c.fairness === null ? '' : ', starvation'}${c.conditions.map((name) => `, "${name}"`).join('')}
          properties: ${c.properties.join(', ') || 'none'}${c.sequenceBits < 32 ? `\n          sequence numbers of ${c.sequenceBits} bits, which wrap: the kernel's take 2^32 releases of mmap_lock to` : ''}
          ${config}`;
}
