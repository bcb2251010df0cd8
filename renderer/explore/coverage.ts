/** What a verdict covers, as facts to read: its bounds, its reductions, its memory model, and what it takes for granted. */
import { isSystematic, type Coverage, type StrategyName } from '../../shared/explore/verdict.ts';
import { switchText } from '../../shared/report/switch-text.ts';
import { goalText } from './goalChoice.ts';
import { formatAmount, formatInteger } from '../format.ts';

const strategies: Record<StrategyName, string> = {
  exhaustive: 'breadth first',
  dfs: 'depth first, with one worker',
  random: 'random walks',
  pct: 'random priorities (PCT)',
};

export function coverageFacts(c: Coverage): { what: string; facts: string[] }[] {
  return [
    { what: 'Protocol', facts: [c.protocol] },
    ...(c.overrides.length > 0 ? [{ what: 'Overridden', facts: c.overrides }] : []),
    { what: 'Threads', facts: c.threads.map(({ name, repeat }) => (repeat === null ? `${name}, for ever` : `${name} × ${formatInteger(repeat)}`)) },
    { what: 'Properties', facts: orNone(c.properties, 'none of the protocol’s') },
    { what: 'Conditions', facts: orNone(c.conditions, 'none in the scenario') },
    ...(c.goal ? [{ what: 'Looked for', facts: [goalText(c.goal)] }] : []),
    { what: 'Interleavings', facts: [...which(c), strategies[c.strategy]] },
    { what: 'Starvation', facts: [c.fairness === null ? 'not looked for' : 'none under weak fairness, unless shown: who can always go, goes'] },
    { what: 'Reductions', facts: orNone(c.reductions, 'none: every interleaving by itself') },
    ...symmetryFacts(c),
    { what: 'Memory model', facts: [c.memoryModel] },
    { what: 'Objects', facts: [`at most ${formatInteger(c.objects)} of a struct at once`] },
    { what: 'Sequence counters', facts: [`${c.sequenceBits} bits${c.sequenceBits < 32 ? ': they wrap early' : ''}`] },
    { what: 'Switches', facts: orNone(Object.entries(c.config).map(([name, value]) => switchText(name, value)), 'none') },
    { what: 'Taken for granted', facts: orNone(c.assumed, 'nothing else') },
  ];
}

function symmetryFacts({ symmetry: { threads, refused } }: Coverage): { what: string; facts: string[] }[] {
  const facts = [...threads.map(({ name, count }) => `${formatInteger(count)} × ${name}`), ...refused.map(({ name, why }) => `not ${name}: ${why}`)];
  return facts.length > 0 ? [{ what: 'Identical threads', facts }] : [];
}

function which({ strategy, maxSwitches }: Coverage): string[] {
  if (!isSystematic(strategy)) return [];
  return [maxSwitches === null ? 'all of them' : `only those with at most ${formatAmount(maxSwitches, 'preemptive switch')}`];
}

function orNone(facts: string[], none: string): string[] {
  return facts.length > 0 ? facts : [none];
}
