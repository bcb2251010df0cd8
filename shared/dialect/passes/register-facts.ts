/** What is known of registers along the ways through a function: constants, and what branches have told. */
import { evaluate } from '../arithmetic.ts';
import type { Block, Instr, IrFunction, Reg, Terminator } from '../ir.ts';
import { eachUse } from './dead-code.ts';

/** Of one register: its value, or that it is not 0. */
type Fact = number | 'true';
export type Facts = Map<Reg, Fact>;

/** For each register, whether what is known of it may decide a branch of another block than the one where it becomes known. */
export function deciding({ blocks, regCount }: IrFunction): Uint8Array {
  const crosses = new Uint8Array(regCount);
  const writtenIn = new Int32Array(regCount).fill(-1);
  const sources: Reg[][] = Array.from({ length: regCount }, () => []);
  const decides = new Uint8Array(regCount);
  const work: Reg[] = [];
  const decide = (reg: Reg): void => void (decides[reg] === 0 && ((decides[reg] = 1), work.push(reg)));
  blocks.forEach(({ instrs, end }, b) => {
    const use = (reg: Reg): void => void (writtenIn[reg] !== b && (crosses[reg] = 1));
    for (const i of instrs) {
      eachUse(i, use);
      if (!('dst' in i) || i.dst === null) continue;
      writtenIn[i.dst] = b;
      if (i.op === 'copy' || i.op === 'unary' || i.op === 'binary') eachUse(i, (reg) => void sources[i.dst]!.push(reg));
    }
    if (end.op !== 'branch') return;
    use(end.condition);
    decide(end.condition);
  });
  for (let reg = work.pop(); reg !== undefined; reg = work.pop()) sources[reg]!.forEach(decide);
  return decides.map((yes, reg) => yes & crosses[reg]!);
}

/** Where a branch goes, if that is known. */
export function decided(end: Terminator, facts: Facts): number | undefined {
  if (end.op !== 'branch') return undefined;
  const fact = facts.get(end.condition);
  if (fact === undefined) return undefined;
  return fact === 0 ? end.else : end.then;
}

export function onlyComputes(i: Instr): boolean {
  return i.op === 'const' || i.op === 'copy' || i.op === 'unary' || i.op === 'globalAddress' || (i.op === 'binary' && !i.kind.startsWith('div') && !i.kind.startsWith('rem'));
}

/** What is known on the way from a block to one that it leads to. */
export function along({ instrs, end }: Block, atEnd: Facts, to: number): Facts {
  if (end.op !== 'branch' || end.then === end.else) return atEnd;
  const facts = new Map(atEnd);
  learn(facts, end.condition, to === end.then, instrs);
  return facts;
}

/** What is known on all ways, of registers that are `kept`. */
export function meet(ways: readonly Facts[], kept: Uint8Array): Facts {
  const [first, ...others] = ways;
  const all: Facts = new Map();
  first?.forEach((fact, reg) => {
    if (kept[reg] === 1 && others.every((facts) => facts.get(reg) === fact)) all.set(reg, fact);
  });
  return all;
}

export function note(facts: Facts, i: Instr): void {
  if (!('dst' in i) || i.dst === null) return;
  const fact = factOf(facts, i);
  if (fact === undefined) facts.delete(i.dst);
  else facts.set(i.dst, fact);
}

function factOf(facts: Facts, i: Instr): Fact | undefined {
  switch (i.op) {
    case 'const': return i.value;
    case 'copy': return facts.get(i.src);
    case 'unary': {
      const a = facts.get(i.a);
      return a === undefined ? undefined : +(a === 0);
    }
    case 'binary': {
      const [a, b] = [facts.get(i.a), facts.get(i.b)];
      if (typeof a === 'number' && typeof b === 'number') return evaluate(i.kind, a, b);
      const nonzero = (a === 'true' && b === 0) || (b === 'true' && a === 0);
      return nonzero && (i.kind === 'eq' || i.kind === 'ne') ? +(i.kind === 'ne') : undefined;
    }
    default: return undefined;
  }
}

/** Adds what follows from the outcome of a branch: about its condition, its copies, and what it compares with 0. */
export function learn(facts: Facts, condition: Reg, taken: boolean, instrs: readonly Instr[]): void {
  const lastWrite = new Map<Reg, number>();
  instrs.forEach((i, at) => 'dst' in i && i.dst !== null && lastWrite.set(i.dst, at));
  facts.set(condition, taken ? 'true' : 0);
  for (let at = instrs.length - 1; at >= 0; at--) {
    const i = instrs[at]!;
    if (!('dst' in i) || i.dst === null || lastWrite.get(i.dst) !== at) continue;
    const fact = facts.get(i.dst);
    /** Whether an operand is still what it was here. */
    const stands = (operand: Reg): boolean => (lastWrite.get(operand) ?? -1) < at;
    const about = (operand: Reg, is: Fact): void => {
      if (!facts.has(operand) && stands(operand)) facts.set(operand, is);
    };
    if (fact === undefined) {
      const same = i.op === 'copy' && stands(i.src) ? facts.get(i.src) : undefined;
      if (same !== undefined) facts.set(i.dst, same);
    } else if (i.op === 'copy') {
      about(i.src, fact);
    } else if (i.op === 'unary') {
      about(i.a, fact === 0 ? 'true' : 0);
    } else if (i.op === 'binary' && (i.kind === 'eq' || i.kind === 'ne')) {
      const isZero = (operand: Reg): boolean => stands(operand) && facts.get(operand) === 0;
      const other = isZero(i.b) ? i.a : isZero(i.a) ? i.b : undefined;
      if (other !== undefined) about(other, (fact === 0) === (i.kind === 'eq') ? 'true' : 0);
    }
  }
}
