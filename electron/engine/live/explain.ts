/** Turns what a thread reported into a sentence a person can act on. */
import type { AccessInstr, Instr, Program, Site } from '../../../shared/dialect/ir.ts';
import { FAIL, SHADOW, shadowSite, shadowState, shadowStruct, shadowThread } from '../../../shared/dialect/live/abi.ts';
import type { LiveImage } from '../../../shared/dialect/live/image.ts';
import { STATIC_STRUCT } from '../../../shared/dialect/live/layout.ts';
import { hex } from '../../../shared/dialect/value-text.ts';
import type { Diagnosis, DiagnosisKind, StackFrame, ThreadInfo } from '../../../shared/trace/session.ts';
import { inPlace, inPlaceFrom } from '../../../shared/report/place-text.ts';
import { addressName } from './address-names.ts';
import type { Heap } from './heap.ts';
import { lastTraced } from './last-traced.ts';
import type { Failure } from './protocol.ts';
import type { TraceRings } from './rings.ts';
import { stackOf } from './stack.ts';

/** What explaining needs to know of the session. */
export interface Scene {
  image: LiveImage;
  heap: Heap;
  threads: readonly ThreadInfo[];
  /** The session's memory. */
  buffer: ArrayBufferLike;
  /** Null in throughput mode. */
  rings: TraceRings | null;
}

/** Among so many events some are the program's own, whatever pauses of the tracer lie between them. */
const NEWEST = 16;

type CodeFailure = Extract<Failure, { type: 'fail' }>;

export function explainFailure(scene: Scene, thread: ThreadInfo, failure: Failure): Diagnosis {
  const { image } = scene;
  if (failure.type === 'died') return explainDeath(scene, thread, failure.message);
  if (failure.type === 'trap') {
    const stack = stackOf(image, -1, failure.trace);
    // Addresses so high that not even the shadow has a word for them run into WebAssembly's own bounds.
    if (failure.message.includes('memory access out of bounds')) {
      return unchecked(scene, diagnosis('wild-pointer', thread, stack, `wild-pointer: \`${thread.name}\` follows a pointer to beyond all memory${inPlaceFrom(stack)}`));
    }
    // Objects and their fields are aligned. What lies in freed memory is not, and only the processor looks at it.
    if (failure.message.includes('unaligned accesses')) {
      return unchecked(scene, diagnosis('wild-pointer', thread, stack, `wild-pointer: \`${thread.name}\` makes an atomic access through a pointer that points to no object${inPlaceFrom(stack)}`));
    }
    return diagnosis('crash', thread, stack, `crash: \`${thread.name}\` was stopped by WebAssembly (${failure.message})${inPlace(stack)}`);
  }
  const stack = stackOf(image, failure.site, failure.trace);
  const { kind, text, details } = codeFailure(scene, thread, failure, stack);
  return { ...diagnosis(kind, thread, stack, `${kind}: ${text}`), details };
}

/** Of a pointer that the program's own checks did not come upon. */
function unchecked({ image }: Scene, found: Diagnosis): Diagnosis {
  if (image.options.checks === 'full') return found;
  return { ...found, details: ['It may have read the pointer from an object that was freed. In trace mode every access is checked: then it is known who freed what, and where.'] };
}

/** Nobody saw where it was; what it had traced says where it had come to. */
function explainDeath({ image, rings }: Scene, thread: ThreadInfo, why: string): Diagnosis {
  const last = rings && lastTraced(rings.latest(thread.index, NEWEST));
  const stack = last ? stackOf(image, last.site, '') : [];
  const traced = last ? `; the last that it traced is ${image.program.events[last.event]}${inPlaceFrom(stack)}` : '';
  return diagnosis('crash', thread, stack, `crash: the worker of \`${thread.name}\` died: ${why}${traced}`);
}

export function diagnosis(kind: DiagnosisKind, thread: ThreadInfo, stack: StackFrame[], message: string): Diagnosis {
  return { kind, message, thread: thread.name, stack, details: [], waits: [], cycle: [] };
}

interface Explanation {
  kind: DiagnosisKind;
  text: string;
  details: string[];
}

/** What was given to free(): a whole object by its struct, as its first field has the same address. */
function freedName({ image, heap }: Scene, address: number, shadow: number): string {
  if (address === 0) return 'NULL';
  const object = heap.objectAt(address);
  if (object?.address !== address) return `${addressName(image, heap, address)}, which is not an allocated object,`;
  return `${object.struct} (object at ${hex(address)})${shadowState(shadow) === SHADOW.freed ? ' again' : ''}`;
}

function codeFailure(scene: Scene, thread: ThreadInfo, failure: CodeFailure, stack: StackFrame[]): Explanation {
  const { image, heap } = scene;
  const { kind, site, a, b } = failure;
  const who = `\`${thread.name}\``;
  const place = inPlaceFrom(stack);
  const access = accessText(image.program, site);
  const said = (diagnosisKind: DiagnosisKind, text: string, details: string[] = []): Explanation => ({ kind: diagnosisKind, text, details });
  switch (kind) {
    case FAIL.assert:
      return said('assertion', `${who} fails the assertion "${image.messages[a] ?? ''}"${place}`);
    case FAIL.useAfterFree:
      return said('use-after-free', `${who} ${access ?? `touches ${addressName(image, heap, a)}`}${place}; ${lastTouched(scene, b)}`, [
        `The address is that of ${addressName(image, heap, a)}.`,
      ]);
    case FAIL.writeAfterFree:
      return said('write-after-free', explainDamage(scene, a, b), [`${who} noticed when the object was to be used again${place}.`]);
    case FAIL.badFree:
      return said('bad-free', `${who} frees ${freedName(scene, a, b)}${place}${a === 0 || shadowStruct(b) === STATIC_STRUCT ? '' : `; ${lastTouched(scene, b)}`}`);
    case FAIL.nullPointer:
      return said('null-pointer', `${who} ${access ?? 'touches'} through a NULL pointer${place}`, [`The address is ${hex(a)}.`]);
    case FAIL.wildPointer:
      return said('wild-pointer', `${who} ${access ?? 'touches'} at ${hex(a)}, where no object is${place}`);
    case FAIL.bounds:
      return said('bounds', `${who} uses index ${a | 0} of an array of ${b}${place}`);
    case FAIL.divisionByZero:
      return said('division-by-zero', `${who} divides by zero${place}`);
    case FAIL.badCallback:
      return said('bad-callback', `${who} calls ${a === 0 ? 'a callback that is NULL' : `the value ${hex(a)}, which is no callback`}${place}`);
    case FAIL.stopped:
      return said('crash', `${who} was cut off${place}`);
    default:
      return said('crash', `${who} stopped for an unknown reason (${kind})${place}`);
  }
}

/** A word of an object that was written to after it was freed. */
export function explainDamage(scene: Scene, address: number, shadow: number): string {
  return `somebody wrote to ${addressName(scene.image, scene.heap, address)} after it was freed; ${lastTouched(scene, shadow)}`;
}

/** `the object was freed by `munmap` in vm_area_free (kernel/vm_area.ts:60)`. */
function lastTouched({ image, threads }: Scene, shadow: number): string {
  const by = threads[shadowThread(shadow)];
  const site: Site | undefined = image.program.sites[shadowSite(shadow)];
  const place = site ? ` in ${site.fn} (${site.file}:${site.line})` : '';
  if (shadowState(shadow) === SHADOW.wild || !by) return 'no object was ever there';
  if (shadowStruct(shadow) === STATIC_STRUCT) return `\`${by.name}\`, on whose stack it was, has returned from ${site?.fn ?? 'its function'}${site ? ` (${site.file}:${site.line})` : ''}`;
  return `the object was ${shadowState(shadow) === SHADOW.freed ? 'freed' : 'allocated'} by \`${by.name}\`${place}`;
}

/** `reads vm_area_struct.vm_lock.owner`: what the code at a site does. */
function accessText(program: Program, site: number): string | undefined {
  const access = accessAt(program, site);
  return access && verb(access);
}

/** The access that the code at a site makes; the first, where there are more. */
export function accessAt(program: Program, site: number): PlacedInstr | undefined {
  for (const { blocks } of program.functions.values()) {
    for (const { instrs } of blocks) {
      const access = instrs.find((instr): instr is PlacedInstr => isAccess(instr) && instr.site === site);
      if (access) return access;
    }
  }
  return undefined;
}

type PlacedInstr = Exclude<AccessInstr, { op: 'fence' }>;

function isAccess(instr: Instr): instr is PlacedInstr {
  return instr.op === 'load' || instr.op === 'store' || instr.op === 'rmw' || instr.op === 'cmpxchg';
}

function verb({ op, place }: PlacedInstr): string {
  const name = `${place.struct}.${place.field}`;
  if (op === 'load') return `reads ${name}`;
  if (op === 'store') return `writes ${name}`;
  return `changes ${name} atomically`;
}
