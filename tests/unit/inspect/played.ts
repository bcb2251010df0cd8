/** A scenario played by hand: threads take steps, and what lies in memory is looked at. */
import { checkForSearch } from '../../../electron/engine/explore/program.ts';
import { Names } from '../../../electron/engine/replay/names.ts';
import { replayImage, StepRun } from '../../../electron/engine/replay/step-run.ts';
import { OBJECT } from '../../../shared/dialect/step/layout.ts';
import { Memory } from '../../../shared/inspect/memory.ts';
import type { PlayedProgram } from '../../../shared/replay/state.ts';

export class PlayedByHand {
  readonly program: PlayedProgram;
  private readonly run: StepRun;
  private readonly names: Names;

  constructor(text: string, config: Record<string, number | boolean> = {}) {
    const checked = checkForSearch({ scenario: { path: 'played.scenario.ts', text }, config });
    if (!checked.program) throw new Error(checked.diagnostics.map((d) => d.message).join('\n'));
    const image = replayImage(checked.program, { objects: 4 });
    this.run = new StepRun(image);
    this.names = new Names(image);
    this.run.boot();
    const { structs, globals, callbacks } = image.program;
    this.program = {
      structs: [...structs.values()], callbacks: [...callbacks],
      globals: globals.map(({ name, size, valueType }) => ({ name, size, type: valueType, address: image.layout.globals[name]! })),
      threads: image.layout.threads.map(({ name, kind }) => ({ name, kind })),
    };
  }

  /** A thread goes on, by its first choices, until `done` holds of the memory. */
  until(name: string, done: (memory: Memory) => boolean): Memory {
    const thread = this.program.threads.findIndex((t) => t.name === name);
    for (let steps = 0; steps < 5000; steps++) {
      const memory = this.memory();
      if (done(memory)) return memory;
      if (this.run.ended(thread) || this.run.sleepsOn(thread) !== 0 || !this.run.step({ thread, choice: 0 })) throw new Error(`${name} does not come there`);
    }
    throw new Error(`${name} goes on for ever`);
  }

  memory(): Memory {
    const { run, names, program } = this;
    const { pools } = run.image.layout;
    const words = (address: number, bytes: number): Int32Array => Int32Array.from({ length: bytes / 4 }, (_, i) => run.word(address + i * 4));
    const objects = pools.flatMap(({ base, count, stride, struct }) =>
      Array.from({ length: count }, (_, i) => base + i * stride).flatMap((header) => {
        const state = run.word(header);
        const size = program.structs.find((s) => s.name === struct)!.size;
        return state === OBJECT.clean ? [] : [{ name: names.object(header + 4), struct, address: header + 4, freed: state === OBJECT.freed, words: words(header + 4, size) }];
      }),
    );
    const locals = run.image.layout.threads.flatMap(({ name, locals: slots }) => [...slots].map(([slot, address]) => {
      const { struct, size } = run.image.program.locals[slot]!;
      return { name: `${name}'s ${struct}`, struct, address, freed: false, words: words(address, size) };
    }));
    return new Memory(program, { objects: [...objects, ...locals], globals: program.globals.map(({ address, size }) => words(address, size)) });
  }
}
