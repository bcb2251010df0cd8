/** A verdict for people to read. */
import { type Coverage, isSystematic, type StrategyName, type Verdict, type Violation } from '../../shared/explore/verdict.ts';
import { wrapText } from '../../shared/explore/wraps.ts';
import { switchText } from '../../shared/report/switch-text.ts';
import { isGoal } from '../engine/explore/outcome.ts';
import { scheduleText, stepLine } from './schedule-text.ts';
import { amount, printableIn, protocolText } from './text.ts';
import { violatedText } from './violated-text.ts';

export interface VerdictTelling {
  /** What to write after `faultline replay --schedule TOKEN` to have the same program. */
  again: string;
  /** Tells each step of a long schedule, too. */
  allSteps: boolean;
}

export function verdictText(found: Verdict, telling: VerdictTelling): string {
  const verdict = printableIn(found);
  const { violation, witness } = verdict;
  const figures = figuresText(verdict);
  const unseen = verdict.sometimes.filter(({ seen }) => !seen && !witness).map(({ name }) => `  never seen: sometimes "${name}"`);
  return `${[head(verdict, figures), ...unseen, ...(witness ? [] : unreached(verdict)), ...(witness ? [schedule(witness, telling, verdict.covers)] : []), ...(violation ? [counterexample(violation, telling, verdict.covers)] : []), covers(verdict)].join('\n\n')}\n`;
}

/** Schedules that are tried one by one store no states. */
function figuresText({ states, transitions, depth, bytes, ms, covers: { strategy } }: Verdict): string {
  const time = `in ${(ms / 1000).toFixed(1)} s`;
  if (!isSystematic(strategy)) return `${amount(transitions, 'step')}${depth > 0 ? `, schedules of up to ${amount(depth, 'step')},` : ''} ${time}`;
  return `${amount(states, 'state')}, ${amount(transitions, 'transition')}${depth > 0 ? `, ${amount(depth, 'step')} deep,` : ''} ${time} and ${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

function head(verdict: Verdict, figures: string): string {
  const { outcome, reason, violation, witness, covers: { maxSwitches, goal } } = verdict;
  const wrap = (of: Violation): string => (wrapText(of, verdict.covers) ?? '').replace(/^./, '\n  $&');
  const sought = goal && goalText(goal);
  const within = maxSwitches === null ? '' : ` WITHIN ${switchesText(maxSwitches).toUpperCase()}`;
  switch (outcome) {
    case 'verified': return `VERIFIED: all ${figures}; nothing is violated.`;
    case 'verified-within-bound': return `VERIFIED${within} ONLY: nothing is violated in ${figures}.\n  Schedules with more preemptive switches were not looked at.`;
    case 'violated': return `VIOLATED: ${violatedText(violation!)}${sought ? `, before ${sought} was reached` : ''}${wrap(violation!)}\n  found after ${figures}`;
    case 'reached': return `REACHED: ${witness!.message}${wrap(witness!)}\n  found after ${figures}`;
    case 'unreachable': return `UNREACHABLE: no interleaving comes to ${sought}; all ${figures}; nothing is violated.`;
    case 'unreachable-within-bound': return `UNREACHABLE${within} ONLY: none of these schedules comes to ${sought}; ${figures}; nothing is violated.\n  Schedules with more preemptive switches were not looked at.`;
    case 'inconclusive': return `INCONCLUSIVE: ${reason}.\n  covered ${figures}${sought ? `, and did not come to ${sought}` : ''}`;
  }
}

function goalText(goal: NonNullable<Coverage['goal']>): string {
  return goal.kind === 'line' ? `${goal.file}:${goal.line}` : `sometimes "${goal.name}"`;
}

function switchesText(n: number): string {
  return amount(n, 'preemptive switch');
}

/** The lines that nobody came to, by the file. */
function unreached({ unreached: lines, outcome }: Verdict): string[] {
  if (!lines) return [];
  if (lines.length === 0) return ['  every line that its threads may come to was reached'];
  const files = [...new Set(lines.map((l) => l.file))];
  const inFull = outcome === 'verified' || outcome === 'unreachable' ? '' : ', in what was covered';
  return [[`  reached by no thread${inFull}`, ...files.map((file) => `        ${file}: ${lines.filter((l) => l.file === file).map((l) => l.line).join(', ')}`)].join('\n')];
}

function counterexample(violation: Violation, telling: VerdictTelling, covers: Coverage): string {
  return violation.steps.length === 0 ? ['  It happens before any thread takes a step.', ...stack(violation, 'it fails')].join('\n\n') : schedule(violation, telling, covers);
}

function schedule(violation: Violation, { again, allSteps }: VerdictTelling, { maxSwitches }: Coverage): string {
  const { steps, shortest, fewest = false, cycle, token } = violation;
  if (steps.length === 0) return '  Every schedule does: it takes no step.';
  const sections = [
    scheduleText(steps, {
      allSteps, cycle,
      remark: shortest ? `, no schedule${maxSwitches === null ? '' : ` within ${switchesText(maxSwitches)}`} is shorter` : '',
      few: fewest ? ', and none as short has fewer' : '',
    }),
    ...stack(violation, isGoal(violation) ? 'the last step ends' : 'the last step fails'),
    ...passing(violation),
    ...(token === null ? [] : [`  to replay it: faultline replay --schedule ${token} ${again}`]),
  ];
  return sections.join('\n\n');
}

/** `how`: what is done there. */
export function stack({ stack: calls }: Pick<Violation, 'stack'>, how = 'the last step fails'): string[] {
  return calls.length > 0 ? [[`  ${how} in`, ...calls.map(({ fn, file, line }) => `        ${fn} (${file}:${line})`)].join('\n')] : [];
}

function passing({ steps, passing: run }: Violation): string[] {
  if (!run) return [];
  const other = run.steps[run.common]!;
  const instead = steps[run.common];
  const rest = run.steps.length - run.common - 1;
  const how = instead && instead.thread === other.thread ? `${other.name} chooses differently` : `${other.name} goes first`;
  return [
    [
      `  ${run.nearest ? 'the nearest run that ends well' : 'the nearest run that was found to end well'} shares ${run.common === 0 ? 'no step' : run.common === 1 ? 'the first step' : `the first ${run.common} steps`}; then ${how}:`,
      stepLine(run.steps, run.common),
      ...(rest > 0 ? [`        … and ${rest} more to its end`] : []),
    ].join('\n'),
  ];
}

const STRATEGIES: Record<StrategyName, string> = { exhaustive: 'breadth first', dfs: 'depth first, with one worker', random: 'random walks', pct: 'random priorities (PCT)' };

function schedules({ strategy, maxSwitches }: Coverage): string {
  return `${maxSwitches === null ? '' : `at most ${switchesText(maxSwitches)}, `}${STRATEGIES[strategy]}`;
}

/** Who may change places, and who may not. */
function symmetry({ symmetry: { threads, refused } }: Coverage): string {
  return [
    ...threads.map(({ name, count }) => `\n          identical: ${count} × ${name}`),
    ...refused.map(({ name, why }) => `\n          not identical: ${name}, ${why}`),
  ].join('');
}

function covers({ covers: c }: Verdict): string {
  const config = Object.entries(c.config).map(([name, value]) => switchText(name, value)).join(' ');
  return `  covers: ${protocolText(c.protocol)}; ${c.threads.map((t) => `${t.name} ${t.repeat === null ? 'for ever' : `× ${t.repeat}`}`).join(', ')}; at most ${c.objects} objects of a struct${c.overrides.length > 0 ? `\n          overridden: ${c.overrides.join(', ')}` : ''}
          memory model: ${c.memoryModel}; reduction: ${c.reductions.join(', ') || 'none'}${symmetry(c)}
          taken for granted: ${c.assumed.join('; ') || 'nothing else'}
          schedules: ${schedules(c)}
          fairness: ${c.fairness ?? 'none: schedules that go on for ever are not looked for (--liveness)'}
          checked: assertions, memory safety, deadlock${c.threads.every(({ repeat }) => repeat !== null) ? ', what is left at the end' : ''}${c.fairness === null ? '' : ', starvation'}${c.conditions.map((name) => `, "${name}"`).join('')}
          properties: ${c.properties.join(', ') || 'none'}${c.sequenceBits < 32 ? `\n          sequence numbers of ${c.sequenceBits} bits, which wrap: the kernel's take 2^32 releases of mmap_lock to` : ''}${config && `\n          ${config}`}`;
}
