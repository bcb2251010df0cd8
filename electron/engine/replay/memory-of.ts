/** The memory of a run as plain data: all words of its globals, of its objects, and of what a thread has on its stack that others may see. */
import { WORD } from '../../../shared/dialect/layout.ts';
import { OBJECT } from '../../../shared/dialect/step/layout.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { ObjectState, PlayedProgram, PlayedState } from '../../../shared/replay/state.ts';
import { Names } from './names.ts';
import type { StepRun } from './step-run.ts';

export function playedProgram({ program, layout }: StepImage): PlayedProgram {
  return {
    structs: [...program.structs.values()],
    callbacks: [...program.callbacks],
    globals: program.globals.map(({ name, size, valueType }) => ({ name, size, type: valueType, address: layout.globals[name]! })),
    threads: layout.threads.map(({ name, kind }) => ({ name, kind })),
  };
}

export class MemoryOf {
  private readonly names: Names;
  private readonly globals: { address: number; bytes: number }[];

  constructor(private readonly run: StepRun) {
    const { program, layout } = run.image;
    this.names = new Names(run.image);
    this.globals = program.globals.map(({ name, size }) => ({ address: layout.globals[name]!, bytes: size }));
  }

  now(): Pick<PlayedState, 'objects' | 'globals'> {
    return { globals: this.globals.map(({ address, bytes }) => this.words(address, bytes)), objects: [...this.objects(), ...this.locals()] };
  }

  private objects(): ObjectState[] {
    const { run, names } = this;
    const found: ObjectState[] = [];
    for (const { base, count, stride, struct } of run.image.layout.pools) {
      for (let header = base; header < base + count * stride; header += stride) {
        const state = run.word(header);
        const address = header + 4;
        if (state !== OBJECT.clean) found.push({ name: names.object(address), struct, address, freed: state === OBJECT.freed, words: this.words(address, stride - 4) });
      }
    }
    return found;
  }

  /** Of functions that run: such as a waiter in a lock's list. */
  private locals(): ObjectState[] {
    const { layout, program } = this.run.image;
    return layout.threads.filter(({ kind }) => kind !== 'observer').flatMap(({ name, locals }) => [...locals].filter(([, address]) => this.run.word(address - WORD) === OBJECT.allocated).map(([slot, address]): ObjectState => {
      const { struct, size } = program.locals[slot]!;
      return { name: `${name}'s ${struct}`, struct, address, freed: false, words: this.words(address, size) };
    }));
  }

  private words(address: number, bytes: number): Int32Array {
    const words = new Int32Array(bytes / 4);
    for (let i = 0; i < words.length; i++) words[i] = this.run.word(address + i * 4);
    return words;
  }
}
