/** A scenario played by hand: threads take steps, and what lies in memory is looked at. */
import { checkForSearch } from '../../../electron/engine/explore/program.ts';
import { MemoryOf, playedProgram } from '../../../electron/engine/replay/memory-of.ts';
import { StepRun } from '../../../electron/engine/replay/step-run.ts';
import { Memory } from '../../../shared/inspect/memory.ts';
import type { PlayedProgram } from '../../../shared/replay/state.ts';
import { replayImage } from '../engine/replay/small.ts';

export class PlayedByHand {
  readonly program: PlayedProgram;
  private readonly run: StepRun;
  private readonly words: MemoryOf;

  /** `objects`: of each struct that may exist at once. */
  constructor(text: string, objects = 4) {
    const checked = checkForSearch({ scenario: { path: 'played.scenario.ts', text } });
    if (!checked.program) throw new Error(checked.diagnostics.map((d) => d.message).join('\n'));
    const image = replayImage(checked.program, { objects });
    this.run = new StepRun(image);
    this.words = new MemoryOf(this.run);
    this.run.boot();
    this.program = playedProgram(image);
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
    return new Memory(this.program, this.words.now());
  }
}
