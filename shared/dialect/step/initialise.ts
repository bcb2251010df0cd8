/** What stands in the search's memory (memory.ts) before the first step. */
import { FOREVER, type Program } from '../ir.ts';
import { LEFT, RECORD, type StepLayout, type StepThread } from './layout.ts';
import type { StepMemory } from './memory.ts';
import type { PcTable } from './regions.ts';
import type { SymmetryTable } from './symmetry/tables.ts';
import { emptyTable, TABLES } from './tables.ts';

/** A thread's first `left`. What the boot thread does at the end never comes where a thread of the scenario has no end. */
function rounds({ kind, repeat }: StepThread, { threads }: StepLayout, atTheEnd: number): number {
  if (kind === 'kthread') return LEFT.kthread;
  if (kind === 'boot') return threads.some((t) => t.repeat === FOREVER) ? 0 : atTheEnd;
  return repeat === FOREVER ? LEFT.forever : repeat;
}

/** Writes the tables, and into worker 0's working state the threads' records and the globals' initial values. */
export function initialiseSearch(words: Int32Array, program: Program, layout: StepLayout, regions: PcTable, memory: StepMemory): void {
  const { parameters: p } = memory;
  const at = (name: string): number => (p[name]! + (memory.own.has(name) ? memory.workers[0]! : 0)) >>> 2;
  const atTheEnd = [program.entry.kernelExit, program.entry.teardown].filter((name) => name !== null);
  layout.threads.forEach((thread, t) => {
    for (const [slot, address] of thread.locals) words[at('locals') + t * program.locals.length + slot] = address;
    if (thread.fn) words[at('entries') + t] = regions.entry.get(thread.fn)!;
    const record = at('work') + (thread.record >> 2);
    words[at('instances') + t] = thread.instance;
    words[record + (RECORD.left >> 2)] = rounds(thread, layout, atTheEnd.length);
  });
  words[at('work')] = 1;
  atTheEnd.forEach((fn, i) => (words[at('bootEntries') + 1 + i] = regions.entry.get(fn)!));
  regions.counters.forEach((pc, i) => {
    words[at('kinds') + i] = pc.kind;
    words[at('rests') + i] = Number(pc.rests);
  });
  program.conditions.forEach((c, i) => {
    words[at('conditionEntries') + i] = regions.entry.get(c.fn)!;
    words[at('conditionSometimes') + i] = c.kind === 'sometimes' ? 1 : 0;
  });
  words.set(memory.shape.child, at('child'));
  words.set(memory.shape.up, at('up'));
  words.set(memory.covers.at, at('coverAt'));
  if (memory.covers.parts) words.set(memory.covers.parts, at('partWords'));
  words.set(memory.covers.words, at('covers'));
  words.set(memory.covers.chunks, at('covered'));
  words.set(memory.meets.bits, at('meetsAt'));
  for (const name of Object.keys(memory.symmetry) as SymmetryTable[]) words.set(memory.symmetry[name], at(name));
  for (const { name } of TABLES) emptyTable(words, memory, name);
  layout.pools.forEach((pool, i) => words.set([pool.base, pool.count, pool.stride], at('pools') + i * 3));
  // Threads that the program does not declare allocate by themselves.
  words.set(layout.threads.map(({ fn }) => program.threads.findIndex((t) => t.fn === fn)), at('declarations'));
  words.set(layout.headers, at('headers'));
  for (const global of program.globals) if (global.initial !== 0) words[at('work') + (layout.globals[global.name]! >> 2)] = global.initial;
}
