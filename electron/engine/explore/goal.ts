/** What a person wants to see instead of a violation: a line that a thread comes to, or a `sometimes` that holds. */
import type { Program } from '../../../shared/dialect/ir.ts';
import { type Line, linesOf } from '../../../shared/dialect/step/lines.ts';
import { withObservers } from '../../../shared/dialect/step/observers.ts';
import type { Goal } from '../../../shared/explore/verdict.ts';

/** What was asked for is not in the program. */
export class NoSuchGoal extends Error {}

export interface Wanted {
  /** `LINE` of the scenario, or `PATH:LINE`, where the end of the path will do. `LINE-LINE`: the first of these that has code. */
  reach?: string | undefined;
  /** The name of a `sometimes`. */
  witness?: string | undefined;
}

/** Null when nothing is wanted. `scenario`: its path. Throws `NoSuchGoal`. */
export function goalOf({ reach, witness }: Wanted, program: Program, scenario: string): Goal | null {
  if (reach !== undefined && witness !== undefined) throw new NoSuchGoal('a search looks for a line or for a `sometimes`, not for both');
  if (reach !== undefined) return { kind: 'line', ...lineOf(reach, linesOf(withObservers(program, new Set())), scenario) };
  return witness === undefined ? null : { kind: 'sometimes', name: sometimesOf(witness, program) };
}

function sometimesOf(name: string, { conditions }: Program): string {
  const names = conditions.filter((c) => c.kind === 'sometimes').map((c) => c.name);
  if (!names.includes(name)) throw new NoSuchGoal(`the scenario has no sometimes "${name}"; it has ${names.map((n) => `"${n}"`).join(', ') || 'none'}`);
  return name;
}

function lineOf(text: string, lines: readonly Line[], scenario: string): Line {
  const [, name, digits, lastDigits] = /^(?:(.+):)?(\d{1,7})(?:-(\d{1,7}))?$/.exec(text) ?? [];
  if (digits === undefined) throw new NoSuchGoal(`a line is a number, or a file and a number as in vma_lock.ts:43; not ${text}`);
  const line = Number(digits);
  if (Number(lastDigits) < line) throw new NoSuchGoal(`lines are given from the first to the last, as in ${lastDigits}-${line}; not ${digits}-${lastDigits}`);
  const file = name === undefined ? scenario : fileOf(name, lines, scenario);
  const own = lines.filter((l) => l.file === file).map((l) => l.line);
  const last = lastDigits === undefined ? line : Number(lastDigits);
  const first = own.find((l) => l >= line && l <= last);
  if (first !== undefined) return { file, line: first };
  if (own.length === 0) throw new NoSuchGoal(`no thread runs anything of ${file}`);
  throw new NoSuchGoal(`no thread runs anything that begins on ${last > line ? `lines ${line} to ${last}` : `line ${line}`} of ${file}; the nearest that have some: ${nearest(own, line).join(' and ')}`);
}

function fileOf(name: string, lines: readonly Line[], scenario: string): string {
  const files = [...new Set([scenario, ...lines.map((l) => l.file)])];
  const fitting = files.includes(name) ? [name] : files.filter((file) => file.endsWith(`/${name}`));
  if (fitting.length === 1) return fitting[0]!;
  if (fitting.length > 1) throw new NoSuchGoal(`${name} may be ${fitting.join(' or ')}`);
  throw new NoSuchGoal(`no thread runs anything of a file ${name}; there are ${files.join(', ')}`);
}

/** The last line before, and the first one after. */
function nearest(lines: readonly number[], line: number): number[] {
  const before = Math.max(...lines.filter((l) => l < line));
  const after = Math.min(...lines.filter((l) => l > line));
  return [before, after].filter(Number.isFinite);
}
