/**
 * The intermediate representation as text.
 *
 * ```
 *   function down_read_trylock(r0): word
 *   0:  r1 = load once rw_semaphore.count [r0]
 *       r2 = const 1
 *       r3 = cmpxchg acquire rw_semaphore.count [r0] r1 → r2
 *       r4 = eq r3, r1
 *       return r4
 * ```
 */
import type { Block, Instr, IrFunction, Place, Program, Reg, Terminator } from '../../../shared/dialect/ir.ts';

/** What the printer needs of a program: the names that instructions refer to by index. */
export type Names = Pick<Program, 'events' | 'counters' | 'histograms' | 'locals'>;

export function functionText(fn: IrFunction, names: Names): string {
  const parameters = Array.from({ length: fn.paramCount }, (_, i) => reg(i)).join(', ');
  const head = `function ${fn.name}(${parameters})${fn.returnsValue ? ': word' : ''}`;
  return [head, ...fn.blocks.map((b, i) => blockText(b, i, names))].join('\n');
}

function blockText(block: Block, index: number, names: Names): string {
  const lines = [...block.instrs.map((i) => instrText(i, names)), endText(block.end)];
  return lines.map((line, i) => (i === 0 ? `${index}:` : '').padEnd(4) + line).join('\n');
}

function instrText(i: Instr, names: Names): string {
  const text = operationText(i, names);
  return 'dst' in i && i.dst !== null ? `${reg(i.dst)} = ${text}` : text;
}

function operationText(i: Instr, names: Names): string {
  switch (i.op) {
    case 'const': return `const ${i.value}`;
    case 'copy': return reg(i.src);
    case 'binary': return `${i.kind} ${list([i.a, i.b])}`;
    case 'unary': return `${i.kind} ${reg(i.a)}`;
    case 'globalAddress': return `address of ${i.name}`;
    case 'localEnd': return `end of local #${i.slot}`;
    case 'localAddress': return `local ${names.locals[i.slot]?.struct ?? '?'} #${i.slot}`;
    case 'callbackIndex': return `callback ${i.fn}`;
    case 'boundsCheck': return `check 0 <= ${reg(i.index)} < ${i.length}`;
    case 'siteId': return `site ${i.site}`;
    case 'thisThread': return 'this thread';
    case 'thisInstance': return 'this instance';
    case 'threadCount': return 'thread count';
    case 'deadlineAfter': return `deadline after ${reg(i.us)} us`;
    case 'deadlinePassed': return `deadline passed ${reg(i.deadline)}`;
    case 'latencyStart': return 'latency start';
    case 'latencyEnd': return `latency end '${names.histograms[i.histogram] ?? '?'}' ${reg(i.start)}`;
    case 'countEvent': return `count '${names.counters[i.counter] ?? '?'}'`;
    case 'tracepoint': return `tracepoint '${names.events[i.event] ?? '?'}' ${list([i.a, i.b].filter((r) => r !== null))}`.trimEnd();
    case 'assert': return `${i.bound ? 'bound' : 'assert'} ${reg(i.condition)} '${i.message}'`;
    case 'check': return `check ${i.property} ${list(i.about === null ? [i.condition] : [i.condition, i.about])}`;
    case 'cpuRelax': return 'cpu relax';
    case 'loopHead': return 'loop head';
    case 'statement': return 'statement';
    case 'load': return `load ${i.order} ${word(i)}`;
    case 'store': return `store ${i.order} ${word(i)} ${reg(i.value)}`;
    case 'rmw': return `${i.kind} ${i.order} ${word(i)} ${reg(i.value)}`;
    case 'cmpxchg': return `cmpxchg ${i.order} ${word(i)} ${reg(i.expected)} → ${reg(i.value)}`;
    case 'fence': return `fence ${i.kind}`;
    case 'futexWait': return `futex wait ${word(i)} while ${reg(i.expected)}`;
    case 'futexWake': return `futex wake ${word(i)} up to ${reg(i.count)}`;
    case 'pick': return `pick ${reg(i.n)}`;
    case 'alloc': return `alloc ${i.struct}`;
    case 'free': return `free ${reg(i.object)}`;
    case 'atomicBegin': return 'atomic {';
    case 'atomicEnd': return '} atomic';
    case 'call': return `call ${i.fn}(${list(i.args)})`;
    case 'callIndirect': return `call *${reg(i.target)}(${list(i.args)})`;
    case 'raw': return `raw ${i.name}(${list(i.args)})`;
  }
}

function endText(end: Terminator): string {
  switch (end.op) {
    case 'jump': return `goto ${end.target}`;
    case 'branch': return `if ${reg(end.condition)} goto ${end.then} else ${end.else}`;
    case 'return': return end.value === null ? 'return' : `return ${reg(end.value)}`;
    case 'await': return `await ${reg(end.condition)} then ${end.then} retry ${end.retry}${end.spin ? ' spinning' : ''}`;
    case 'unreachable': return 'unreachable';
  }
}

const reg = (r: Reg): string => `r${r}`;
const list = (regs: readonly Reg[]): string => regs.map(reg).join(', ');

/** `vm_area_struct.vm_lock.count [r0+64]` */
function word({ place, address, offset }: { place: Place; address: Reg; offset: number }): string {
  return `${place.struct}.${place.field} [${reg(address)}${offset === 0 ? '' : `+${offset}`}]`;
}
