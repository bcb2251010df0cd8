/**
 * Marks in the program for what a search is asked about lines: where a thread comes to one, the search hears of it. A mark stands behind
 * the first access of its line, so that the step that makes the access is the one that reaches the line:
 *
 * ```
 *   statement 42; const; load a (42); add (42); store b (42)   →   const; load a; mark 42; add; store b
 *   statement 43; const; return                                →   mark 43; const; return
 * ```
 * What waits until a condition holds reaches the condition's lines when it goes on, not each time that it looks.
 */
import type { Block, Instr, IrFunction, Program, SiteId } from '../ir.ts';
import { callGraph, reachable } from '../passes/call-graph.ts';
import { simplify } from '../passes/simplify.ts';
import { isGhost, waitingBlocks } from './observers.ts';
import { isStep } from './split.ts';

/** A place that a person can name. Lines count from 1. */
export interface Line {
  file: string;
  line: number;
}

/** What is asked: a line to come to, or which of all lines threads come to. */
export interface LineQuestion {
  reach: Line | null;
  all: boolean;
}

const key = ({ file, line }: Line): string => `${file}:${line}`;

/** Every line that a thread of the program (observers in it, observers.ts) may come to, file by file. */
export function linesOf(program: Program): Line[] {
  const found = new Map<string, Line>();
  const functions = reachable(callGraph(program.functions, program.callbacks), program.threads.map((t) => t.fn));
  for (const name of functions) {
    if (isGhost(name)) continue;
    for (const { instrs, end } of program.functions.get(name)?.blocks ?? []) {
      for (const site of [...instrs.flatMap(siteOf), ...(end.op === 'await' ? [end.site] : [])]) {
        const { file, line } = program.sites[site]!;
        found.set(key({ file, line }), { file, line });
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** The number of a line in a question: its index in `all`, -1 for the line to come to, null for one that nobody asks about. */
export type LineNumber = (site: SiteId) => number | null;

export function lineNumbers(program: Program, all: readonly Line[], reach: Line | null): LineNumber {
  const numbers = new Map(all.map((line, i) => [key(line), i]));
  if (reach) numbers.set(key(reach), -1);
  return (site) => numbers.get(key(program.sites[site]!)) ?? null;
}

/** The program with marks where `numbers` has a number, and with no other statements. Ghosts have none. */
export function withMarks(program: Program, numbers: LineNumber): Program {
  const asked = (site: SiteId): boolean => numbers(site) !== null;
  const marked = ([name, fn]: [string, IrFunction]): [string, IrFunction] => [name, isGhost(name) ? withoutStatements(fn) : marksIn(fn, program, asked)];
  return { ...program, functions: new Map([...program.functions].map(marked)) };
}

export function withoutStatements(fn: IrFunction): IrFunction {
  return simplify({ ...fn, blocks: fn.blocks.map((b) => ({ ...b, instrs: b.instrs.filter((i) => i.op !== 'statement') })) });
}

function marksIn(fn: IrFunction, program: Program, asked: (site: SiteId) => boolean): IrFunction {
  const waiting = waitingBlocks(fn.blocks);
  const lineOf = (site: SiteId): string => key(program.sites[site]!);
  const blocks = fn.blocks.map((block, index): Block => (waiting.has(index) ? block : { ...block, instrs: inLine(block.instrs, lineOf, asked) }));
  // Behind a condition that holds: the lines that it looked at.
  fn.blocks.forEach(({ end }, index) => {
    if (end.op !== 'await') return;
    const sites = [...conditionBlocks(fn.blocks, index, end.retry)].flatMap((b) => fn.blocks[b]!.instrs.flatMap(siteOf));
    const marks = distinct([...sites, end.site].filter(asked), lineOf).map((site): Instr => ({ op: 'statement', site }));
    if (marks.length === 0) return;
    blocks[index] = { ...blocks[index]!, end: { ...end, then: blocks.push({ instrs: marks, end: { op: 'jump', target: end.then } }) - 1 } };
  });
  return { ...fn, blocks };
}

/** The instructions of a block, with a mark for each line. */
function inLine(instrs: readonly Instr[], lineOf: (site: SiteId) => string, asked: (site: SiteId) => boolean): Instr[] {
  const here = instrs.map((i) => siteOf(i).filter(asked)[0]);
  /** For each line, where its mark stands: behind its first access, or before its first call, or else where it begins. */
  const marks = new Map<string, { at: number; behind: boolean; firm: boolean; site: SiteId }>();
  here.forEach((site, at) => {
    if (site === undefined) return;
    const line = lineOf(site);
    const behind = isStep(instrs[at]!);
    const firm = behind || instrs[at]!.op === 'call' || instrs[at]!.op === 'callIndirect';
    const known = marks.get(line);
    if (!known || (firm && !known.firm)) marks.set(line, { at, behind, firm, site });
  });
  const byPlace = (at: number, behind: boolean): Instr[] =>
    [...marks.values()].filter((m) => m.at === at && m.behind === behind).map(({ site }) => ({ op: 'statement', site }));
  return instrs.flatMap((i, at) => [...byPlace(at, false), ...(i.op === 'statement' ? [] : [i]), ...byPlace(at, true)]);
}

function conditionBlocks(blocks: readonly Block[], last: number, retry: number): Set<number> {
  const within = new Set([retry]);
  for (const b of within) {
    const { end } = blocks[b]!;
    if (b === last) continue;
    if (end.op === 'jump') within.add(end.target);
    if (end.op === 'branch') within.add(end.then).add(end.else);
  }
  return within;
}

function distinct(sites: readonly SiteId[], lineOf: (site: SiteId) => string): SiteId[] {
  return [...new Map(sites.map((site) => [lineOf(site), site])).values()];
}

/** Where an instruction is; a ghost's belongs to nobody. */
function siteOf(i: Instr): SiteId[] {
  return 'site' in i && i.site >= 0 && !('ghost' in i && i.ghost) && i.op !== 'loopHead' ? [i.site] : [];
}
