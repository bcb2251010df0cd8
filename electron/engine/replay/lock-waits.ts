/** What those wait for who sleep until somebody wakes them: the lock that has them in its list. Their own word, on which they sleep, does not say. */
import type { PlayedProgram } from '../../../shared/replay/state.ts';
import { Memory } from '../../../shared/inspect/memory.ts';
import { waitsOf, type LockWait } from '../../../shared/inspect/waits.ts';
import { MemoryOf, playedProgram } from './memory-of.ts';
import type { StepRun } from './step-run.ts';

export class LockWaits {
  private readonly memory: MemoryOf;
  private readonly program: PlayedProgram;

  constructor(private readonly run: StepRun) {
    this.memory = new MemoryOf(run);
    this.program = playedProgram(run.image);
  }

  /** In the state that the run is in, by the thread's number. */
  now(): Map<number, LockWait> {
    return new Map(waitsOf(new Memory(this.program, this.memory.now())).map((wait) => [wait.thread, wait]));
  }

  /** `waits for mmap_lock for write, held by 1 reader (a, the last to get in, has ended)`; who can still let go is told apart. */
  text({ lock, wants, state, holders }: LockWait): string {
    const gone = holders.find(({ thread }) => this.run.ended(thread));
    const whose = gone && ` (${this.run.image.layout.threads[gone.thread]!.name}${gone.sure ? ', which' : ', the last to get in,'} has ended)`;
    return `waits for ${lock}${wants ? ` for ${wants}` : ''}, ${state}${whose ?? ''}`;
  }
}
