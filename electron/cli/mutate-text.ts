/** Mutants and their fates for people to read. */
import { triedOf, verdictOf, type Fate, type Mutant, type Trial, type Tried } from '../../shared/mutate/mutant.ts';
import type { Mutation } from '../../shared/report/mutate-report.ts';
import { table, time } from './text.ts';

const LONGEST = 60;

/** What comes of a mutant that a scenario was explored with. */
const explored = new Set<Fate['is']>(['killed', 'survived', 'open']);

export function mutateText({ scenarios, trials, interrupted }: Mutation): string {
  const all = triedOf(trials);
  const those = (verdict: Fate['is']): Tried[] => all.filter((tried) => verdictOf(tried) === verdict);
  const sections = [
    section('killed: some scenario needs the line', those('killed'), killers),
    section('survived: verified all the same, in every scenario that comes there', those('survived'), where('survived')),
    section('no verdict', those('open'), where('open')),
    section('only a weak memory model can tell', those('weak memory'), () => ''),
    section('not a program any more', those('refused'), () => ''),
  ];
  const unreached = those('unreached');
  const files = [...new Set(unreached.map(({ mutant }) => mutant.file))];
  const never = unreached.length > 0 ? [`  to which no thread comes:\n${table(files.map((file) => [file, unreached.filter(({ mutant }) => mutant.file === file).map(({ mutant }) => mutant.line).join(', ')]), 2)}`] : [];
  const killed = those('killed').length;
  const tried = all.filter((each) => explored.has(verdictOf(each))).length;
  const said = [
    `${killed} of ${tried} mutants killed${scenarios.length > 0 ? ` by ${scenarios.join(', ')}` : ''}`,
    ...(tried < all.length ? [`${all.length - tried} were not tried`] : []),
    ...(interrupted ? ['interrupted'] : []),
  ];
  return `${[...sections.filter(Boolean), ...never].join('\n')}\n${said.join('; ')}.\n`;
}

function section(title: string, tried: readonly Tried[], how: (tried: Tried) => string): string {
  return tried.length === 0 ? '' : `  ${title}:\n${table(tried.map((each) => [placeOf(each.mutant), shortened(each.mutant.code), each.mutant.change, how(each)]), 4)}`;
}

/** A long line's beginning. */
function shortened(code: string): string {
  return code.length > LONGEST ? `${code.slice(0, LONGEST - 1)}…` : code;
}

function placeOf({ file, line, fn }: Mutant): string {
  return `${file.slice('kernel/'.length)}:${line} ${fn}`;
}

function killers({ fates }: Tried): string {
  return fates.flatMap(({ scenario, fate }) => (fate.is === 'killed' ? [`${scenario}: ${fate.by}`] : [])).join(', ');
}

function where(is: Fate['is']): (tried: Tried) => string {
  return ({ fates }) => fates.flatMap(({ scenario, fate }) => (fate.is === is ? [fate.is === 'open' ? `${scenario}: ${fate.reason}` : scenario] : [])).join(', ');
}

export function trialLine(number: number, of: number, { mutant, scenario, fate, ms }: Trial): string {
  const what = fate.is === 'killed' ? `killed by ${fate.by}` : fate.is;
  return `${String(number).padStart(String(of).length)}/${of}  ${scenario}, ${placeOf(mutant)}: ${mutant.code} (${mutant.change}): ${what}, ${time(ms * 1e6)}\n`;
}
