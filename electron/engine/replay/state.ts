/** A state in words: where each thread stands, and what the objects hold. */
import type { StructLayout } from '../../../shared/dialect/layout.ts';
import { OBJECT } from '../../../shared/dialect/step/layout.ts';
import { Names } from './names.ts';
import { nextStep } from './evaluation.ts';
import type { StepRun } from './step-run.ts';

export interface StateView {
  threads: { thread: number; name: string; status: 'ready' | 'blocked' | 'asleep' | 'ended'; fn: string | null; file: string | null; line: number | null }[];
  /** Globals, and objects that are or were allocated. A word that is 0 is left out. */
  objects: { name: string; freed: boolean; words: { name: string; address: number; value: number; text: string }[] }[];
}

export function stateOf(run: StepRun): StateView {
  const { image } = run;
  const names = new Names(image);
  const enabled = run.enabled();
  const threads = run.threads.map((thread): StateView['threads'][number] => {
    const status = run.ended(thread) ? 'ended' : run.sleepsOn(thread) !== 0 ? 'asleep' : enabled.includes(thread) ? 'ready' : 'blocked';
    const site = image.program.sites[nextStep(run, thread, 0).site];
    return { thread, name: names.thread(thread), status, fn: site?.fn ?? null, file: site?.file ?? null, line: site?.line ?? null };
  });
  const words = (from: number, bytes: number): StateView['objects'][number]['words'] => {
    const found = [];
    for (let address = from; address < from + bytes; address += 4) {
      const value = run.word(address);
      if (value !== 0) found.push({ name: names.word(address, NOWHERE), address, value, text: names.value(address, value) });
    }
    return found;
  };
  const globals = image.program.globals.map(({ name, size }) => ({ name, freed: false, words: words(image.layout.globals[name]!, size) }));
  const objects = image.layout.pools.flatMap(({ base, count, stride, struct }) =>
    Array.from({ length: count }, (_, i) => base + i * stride).flatMap((header) => {
      const state = run.word(header);
      return state === OBJECT.clean ? [] : [{ name: names.object(header + 4), freed: state === OBJECT.freed, words: words(header + 4, sizeOf(image.program.structs, struct)) }];
    }),
  );
  return { threads, objects: [...globals.filter((g) => g.words.length > 0), ...objects] };
}

const NOWHERE = { struct: 'globals', field: '?' };

function sizeOf(structs: ReadonlyMap<string, StructLayout>, struct: string): number {
  return structs.get(struct)!.size;
}
