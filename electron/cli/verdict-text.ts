/** A verdict for people to read. */
import type { Verdict, Violation } from '../../shared/explore/verdict.ts';

export function verdictText(verdict: Verdict): string {
  const { outcome, reason, states, transitions, ms, violation } = verdict;
  const count = (n: number): string => n.toLocaleString('en');
  const figures = `${count(states)} states, ${count(transitions)} transitions in ${(ms / 1000).toFixed(1)} s`;
  const head = outcome === 'verified' ? `VERIFIED: all ${figures}; nothing is violated.`
    : outcome === 'violated' ? `VIOLATED: ${violation!.message}\n  found after ${figures}`
      : `INCONCLUSIVE: ${reason}.\n  covered ${figures}`;
  return `${[head, ...(violation ? [schedule(violation)] : []), covers(verdict)].join('\n\n')}\n`;
}

function schedule({ steps, stack }: Violation): string {
  if (steps.length === 0) return '  It happens before the threads start.';
  const width = Math.max(...steps.map((s) => s.name.length));
  const switches = steps.filter((s, i) => i > 0 && s.thread !== steps[i - 1]!.thread).length;
  const lines = steps.map((s, i) => `  ${String(i + 1).padStart(4)}  ${(i > 0 && steps[i - 1]!.thread === s.thread ? '' : s.name).padEnd(width)}  ${s.text}`);
  const calls = stack.map(({ fn, file, line }) => `        ${fn} (${file}:${line})`);
  return [`  ${steps.length} steps, no schedule is shorter; ${switches} switches`, ...lines, ...(calls.length > 0 ? ['  the last step fails in', ...calls] : [])].join('\n');
}

function covers({ covers: c }: Verdict): string {
  const config = Object.entries(c.config).map(([name, value]) => `${name}=${typeof value === 'boolean' ? (value ? 'y' : 'n') : value}`).join(' ');
  return `  covers: ${c.protocol}; ${c.threads.map((t) => `${t.name} × ${t.repeat}`).join(', ')}; at most ${c.objects} objects of a struct
          memory model: ${c.memoryModel}; reduction: ${c.reductions.join(', ') || 'none'}; no failing allocations, no teardown
          checked: assertions, memory safety, deadlock${c.conditions.map((name) => `, "${name}"`).join('')}
          ${config}`;
}
