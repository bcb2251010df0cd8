/**
 * The kernel in the test's own thread: `runLive`, and a look into the kernel's memory.
 *
 * Any number of tasks can be played by one thread (`callOn(task, …)`) as long as none of them has to sleep: one that would
 * fails. For that there is on-threads.ts. RCU's thread does not run by itself; `call('drain_rcu')` does its work.
 */
import { Heap } from '../../../electron/engine/live/heap.ts';
import { emitLive } from '../../../shared/dialect/compile.ts';
import { typeSize } from '../../../shared/dialect/field-path.ts';
import type { FieldLayout, FieldType } from '../../../shared/dialect/layout.ts';
import { compileSnippet, LiveRun, type SnippetOptions } from '../dialect/run-live.ts';

const ONE_THREAD = `
override(schedule, (): void => { assert(false, 'a task has to sleep, and nobody is there to wake it'); });
override(spin_lock, (lock: spinlock_t): void => {
  assert(lock.locked === 0, 'a spin lock is held, and nobody is there to release it');
  lock.locked = 1;
});
function drain_rcu(): void { while (READ_ONCE(rcu_state.pending) !== NULL || rcu_state.done.head !== NULL) rcu_gp_kthread(); }
function rcu_round(): void {
  assert(READ_ONCE(rcu_state.pending) !== NULL || rcu_state.done.head !== NULL, 'RCU has something to do');
  rcu_gp_kthread();
}
`;

export function runKernel(text: string, options: SnippetOptions = {}): Kernel {
  const program = compileSnippet(text + ONE_THREAD, { heapKb: 1024, ...options, kernel: true });
  const { mode = 'throughput', checks = 'full', ringEvents = 1024 } = options;
  // Time passes, so that whoever spins gives up.
  let clock = 0;
  const image = emitLive(program, { mode, checks, ringEvents, weak: process.arch !== 'x64' });
  const kernel = new Kernel(image, { now: () => (clock += 1000), ...options });
  kernel.boot();
  return kernel;
}

export class Kernel extends LiveRun {
  private readonly heap = new Heap(this.words.buffer, this.image.layout, this.image.program.structs);

  /** Live objects, by struct; those that have none are left out. */
  objects(): Record<string, number> {
    return Object.fromEntries(this.heap.counts().map(({ struct, count }) => [struct, count]));
  }

  /** Live objects of one struct. */
  count(struct: string): number {
    return this.objects()[struct] ?? 0;
  }

  /** Addresses of the live objects of one struct. */
  addresses(struct: string): number[] {
    const found: number[] = [];
    const index = this.image.layout.structNames.indexOf(struct);
    this.heap.forEach((each, address) => each === index && found.push(address));
    return found;
  }

  /** A word of an object: `field(vma, 'vm_area_struct', 'vm_lock.count.counter')`, `field(node, 'maple_node', 'slot[3]')`. Unsigned. */
  field(address: number, struct: string, path: string): number {
    return this.words[(address + this.offset(struct, path)) >> 2]! >>> 0;
  }

  setField(address: number, struct: string, path: string, value: number): void {
    this.words[(address + this.offset(struct, path)) >> 2] = value;
  }

  private offset(struct: string, path: string): number {
    const { structs } = this.image.program;
    let at = 0;
    let type: FieldType = { kind: 'embedded', struct, aligned: false };
    for (const [, name, index] of path.matchAll(/(\w+)(?:\[(\d+)\])?/g)) {
      const field: FieldLayout | undefined = type.kind === 'embedded' ? structs.get(type.struct)?.fields.find((f) => f.name === name) : undefined;
      if (!field) throw new Error(`${struct} has no ${path}`);
      at += field.offset;
      type = field.type;
      if (index !== undefined && type.kind === 'array') {
        at += Number(index) * typeSize(structs, type.element);
        type = type.element;
      }
    }
    return at;
  }
}
