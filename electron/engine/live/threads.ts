/** Which threads a session has: 0 boots, then the scenario's instances in the order of their declarations, then the kernel's. */
import type { Program, ThreadDecl } from '../../../shared/dialect/ir.ts';
import { CONTROL, THREADS_BASE, type LiveLayout } from '../../../shared/dialect/live/abi.ts';
import type { ThreadInfo } from '../../../shared/trace/session.ts';

export interface ThreadPlan {
  info: ThreadInfo;
  /** Address of its block. */
  block: number;
  /** Which instance of its declaration. */
  instance: number;
  /** Address of its stop word. */
  stop: number;
  /** The export that runs its body; empty for the boot thread. */
  run: string;
}

export function planThreads(program: Program, layout: LiveLayout): ThreadPlan[] {
  const plans: ThreadPlan[] = [];
  const add = (name: string, kind: ThreadInfo['kind'], instance: number, run: string): void => {
    const index = plans.length;
    const stop = kind === 'kthread' ? CONTROL.kstop : CONTROL.stop;
    plans.push({ info: { index, name, kind }, block: THREADS_BASE + index * layout.threadStride, instance, stop, run });
  };
  add('boot', 'boot', 0, '');
  for (const kind of ['thread', 'kthread'] as const) {
    program.threads.forEach((decl, index) => {
      if (decl.kind !== kind) return;
      for (let instance = 0; instance < decl.instances; instance++) add(instanceName(decl, instance), kind, instance, `run_${index}`);
    });
  }
  if (plans.length !== layout.threadCount) {
    throw new Error(`the program has ${plans.length} threads, but was compiled for ${layout.threadCount}`);
  }
  return plans;
}

function instanceName(decl: ThreadDecl, instance: number): string {
  return decl.instances > 1 ? `${decl.name}/${instance}` : decl.name;
}
