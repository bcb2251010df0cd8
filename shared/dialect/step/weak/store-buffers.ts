/**
 * Total store order: a thread of the kernel's for each store buffer, which lets one store after the other take effect, and waits before what
 * goes only when a buffer is empty (runtime/tso.ts):
 *
 * ```
 *   a; rmw; b        →   a; wait until my buffer is empty, rmw; b             one step, as for atomic blocks
 *   a; smp_mb; b     →   a; wait until my buffer is empty; b                  so at the end of each thread's body, too
 * ```
 */
import type { Instr, IrFunction, Program, ThreadDecl } from '../../ir.ts';
import { isGhost, waitingBlocks } from '../observers.ts';
import { conditionOf, type Holds, Rewrite } from './rewrite.ts';

export function withStoreBuffers(program: Program): Program {
  const bodies = new Set(program.threads.map((t) => t.fn));
  const functions = new Map([...program.functions].map(([name, fn]) => [name, isGhost(name) ? fn : ordered(fn, bodies.has(name))]));
  const owners = program.threads.flatMap((t) => Array.from({ length: t.instances }, (_, i) => ({ site: t.site, name: t.instances > 1 ? `${t.name}/${i}` : t.name })));
  const buffers = owners.map(({ name, site }, i): ThreadDecl => {
    // The boot thread has number 0.
    const fn = `${BUFFER}${i + 1}`;
    functions.set(fn, drain(fn, i + 1, site));
    return { name: `${name}'s buffer`, kind: 'kthread', instances: 1, repeat: 1, fn, site };
  });
  return { ...program, functions, threads: [...program.threads, ...buffers] };
}

/** No function of a program is called so. */
const BUFFER = 'store buffer ';

/** The number of the thread whose store buffer a thread is; null: it is a thread like any other. */
export function bufferOwner({ fn }: { fn: string | null }): number | null {
  return fn?.startsWith(BUFFER) ? Number(fn.slice(BUFFER.length)) : null;
}

const empty: Holds = (dst, site) => ({ op: 'raw', dst, name: '$x_tso_own_empty', args: [], site });

function ordered(fn: IrFunction, body: boolean): IrFunction {
  const made = new Rewrite(fn);
  const waiting = waitingBlocks(fn.blocks);
  fn.blocks.forEach(({ end }, b) => {
    if (end.op !== 'await') return;
    const changes = conditionOf(fn.blocks, b).some(({ instrs }) => instrs.some((i) => i.op === 'cmpxchg'));
    if (changes || isContinued(fn.blocks[end.then]!.instrs[0])) made.waitBeforeWait(b, empty);
  });
  fn.blocks.forEach(({ end }, b) => {
    if (waiting.has(b)) return;
    if (body && end.op === 'return') made.waitAfter(b, empty);
    made.waitBefore(b, waits, joined, empty);
  });
  return made.done();
}

function isContinued(i: Instr | undefined): boolean {
  return i?.op === 'atomicBegin' && i.continues === true;
}

function waits(i: Instr): boolean {
  switch (i.op) {
    case 'rmw': case 'cmpxchg': case 'futexWait': case 'futexWake': case 'free': return true;
    case 'fence': return i.kind === 'mb';
    case 'atomicBegin': return i.continues !== true;
    default: return false;
  }
}

function joined(i: Instr): Instr {
  return i.op === 'rmw' || i.op === 'cmpxchg' || i.op === 'atomicBegin' ? { ...i, continues: true } : i;
}

/** Lets the oldest store in a thread's buffer take effect, when there is one. */
function drain(name: string, owner: number, site: number): IrFunction {
  const [thread, none, some, nowhere] = [0, 1, 2, 3];
  return {
    name, paramCount: 0, regCount: 4, returnsValue: false, site,
    blocks: [
      {
        instrs: [{ op: 'const', dst: thread, value: owner }, { op: 'raw', dst: none, name: '$x_tso_empty', args: [thread], site }, { op: 'unary', dst: some, kind: 'not', a: none }],
        end: { op: 'await', condition: some, then: 1, retry: 0, spin: false, site },
      },
      {
        instrs: [{ op: 'const', dst: thread, value: owner }, { op: 'const', dst: nowhere, value: -1 }, { op: 'raw', dst: null, name: '$x_tso_drain', args: [thread, nowhere], site }],
        end: { op: 'return', value: null },
      },
    ],
  };
}
