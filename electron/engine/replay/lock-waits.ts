/** What those wait for who sleep until somebody wakes them: the lock that has them in its list. Their own word, on which they sleep, does not say. */
import type { PlayedProgram } from '../../../shared/replay/state.ts';
import { Memory } from '../../../shared/inspect/memory.ts';
import { toldOf } from '../../../shared/inspect/told.ts';
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
    const memory = new Memory(this.program, this.memory.now());
    return new Map(waitsOf(memory, new Map(), toldOf(memory, null)).map((wait) => [wait.thread, wait]));
  }

  /** `waits for mmap_lock for write, held by 1 reader (a, which has ended)`; who else can still let go is told apart. */
  text({ thread, lock, wants, state, holders }: LockWait): string {
    const whose = this.whose(thread, holders);
    return `waits for ${lock}${wants ? ` for ${wants}` : ''}, ${state}${whose ? ` (${whose})` : ''}`;
  }

  private whose(waiter: number, holders: LockWait['holders']): string | null {
    const name = (thread: number): string => this.run.image.layout.threads[thread]!.name;
    if (holders.some(({ thread, sure }) => sure && thread === waiter)) return `${name(waiter)} itself`;
    const gone = holders.find(({ thread }) => this.run.ended(thread));
    return gone ? `${name(gone.thread)}${gone.sure ? ', which' : ', the last to get in,'} has ended` : null;
  }
}
