/** The matrix: a cell for each row and variant, and the explorations that it consists of. */
import type { ConfigValues } from '../ipc/documents.ts';
import { isMissing, isNotApplicable, type Ask, type ByVariant, type Expected, type Finding, type Row, type Shown } from './row.ts';

/** An exploration whose end is known. */
export interface Case extends Ask {
  /** The row's id. */
  row: string;
  /** The shipped scenario's name. */
  scenario: string;
  /** The scenario's own unless told. */
  protocol?: string;
  config: ConfigValues;
  /** `bug`: the scenario as it is; `mended`; `also`: one beside the matrix. */
  part: 'bug' | 'mended' | 'also';
  finds: Finding;
}

export interface Cell {
  row: string;
  protocol: string;
  /** Why there is nothing to explore; null: there is. */
  notApplicable: string | null;
  /** As it is, and then mended by its switches if it has such. */
  cases: Case[];
}

/** In place of a variant: the scenario brings its own lock, without the kernel. */
export const ALONE = 'none';
/** What most scenarios were written for. */
const USUAL_HOME = 'v1-rwsem-rcu';

export function cellOf(row: Row, protocol: string): Cell {
  const cell = { row: row.id, protocol };
  const { shown } = row;
  if (isMissing(shown)) return { ...cell, notApplicable: shown.missing, cases: [] };
  const finds = protocol === ALONE && !bringsItsLock(shown) ? { notApplicable: 'the scenario needs the kernel' } : inVariant(shown.finds, protocol);
  if (isNotApplicable(finds)) return { ...cell, notApplicable: finds.notApplicable, cases: [] };
  const bug = caseOf(row, shown, { ...shown.ask, protocol, part: 'bug', finds });
  return { ...cell, notApplicable: null, cases: [bug, ...mended(row, shown, protocol)] };
}

function mended(row: Row, shown: Shown, protocol: string): Case[] {
  const { config, finds = { each: null } } = shown.mended ?? {};
  const found = inVariant(finds, protocol);
  if (!config || isNotApplicable(found)) return [];
  const { config: asked, liveness, memory } = shown.ask ?? {};
  // All properties, whichever the bug violates.
  return [caseOf(row, shown, { ...(liveness && { liveness }), ...(memory && { memory }), config: { ...asked, ...config }, protocol, part: 'mended', finds: found })];
}

/** Explorations of a row beside the matrix. */
export function furtherCases(row: Row): Case[] {
  const { shown } = row;
  if (isMissing(shown)) return [];
  return (shown.also ?? []).map((also) => caseOf(row, shown, { ...also, part: 'also' }));
}

function caseOf(row: Row, { scenario }: Shown, rest: Omit<Case, 'row' | 'scenario' | 'config'> & Ask): Case {
  return { row: row.id, scenario, ...rest, config: rest.config ?? {} };
}

/** Those that show each row where it is at home, and what mends it: a part that takes minutes less than all. */
export function homeCases(row: Row): Case[] {
  const { shown } = row;
  if (isMissing(shown)) return [];
  const other = shown.mended?.protocol === undefined ? [] : cellOf(row, shown.mended.protocol).cases;
  return [...cellOf(row, shown.home ?? USUAL_HOME).cases, ...other, ...furtherCases(row)];
}

/** The variants in their order, and last, where a row needs it, none of them. */
export function columnsOf(rows: readonly Row[], protocols: readonly string[]): string[] {
  return [...protocols, ...(rows.some(({ shown }) => !isMissing(shown) && bringsItsLock(shown)) ? [ALONE] : [])];
}

function bringsItsLock({ finds: { except = {} } }: Shown): boolean {
  return Object.hasOwn(except, ALONE);
}

function inVariant({ each, except = {} }: ByVariant, protocol: string): Expected {
  return Object.hasOwn(except, protocol) ? except[protocol]! : each;
}
