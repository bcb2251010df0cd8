/**
 * The intermediate representation: what the front end makes of kernel and scenario, and what every backend starts from.
 *
 * A function is a list of basic blocks over 32-bit virtual registers (`Reg`, parameters first). Each access to shared
 * memory is one instruction that names its struct, field, ordering and source site; what lies between is thread-local.
 *
 * ```
 *   source ──front end──► Program { functions, structs, globals, sites } ──inline──► live Wasm | step function
 * ```
 */
import type { FieldType, StructLayout } from './layout.ts';
import type { MemoryModel } from './memory-model.ts';

/** A virtual register: an index into its function's registers. */
export type Reg = number;
/** An index into `Program.sites`. */
export type SiteId = number;

/**
 * The ordering an access asks for. `plain`: none, may tear in the C original; `once`: READ_ONCE / WRITE_ONCE;
 * `dependency`: rcu_dereference; `acquire`, `release`, `full`: as named; `relaxed`: an atomic read-modify-write that orders nothing.
 */
export type Order = 'plain' | 'once' | 'dependency' | 'relaxed' | 'acquire' | 'release' | 'full';

/** Where in the sources something is. Lines and columns count from 1, offsets from 0; `fn` is the function it is written in. */
export interface Site {
  file: string;
  start: number;
  end: number;
  line: number;
  column: number;
  fn: string;
  /** The call this copy of the code was inlined at, or -1. */
  caller: SiteId;
}

/** What an access touches: a struct and the path to a word in it, or `globals` and a variable's name. */
export interface Place {
  struct: string;
  /** `vm_lock.count` for a word in an embedded struct, `slots[]` for an element. */
  field: string;
}

export type BinaryOp =
  | 'add' | 'sub' | 'mul' | 'div_s' | 'div_u' | 'rem_s' | 'rem_u' | 'and' | 'or' | 'xor' | 'shl' | 'shr_s' | 'shr_u'
  | 'eq' | 'ne' | 'lt_s' | 'lt_u' | 'le_s' | 'le_u' | 'gt_s' | 'gt_u' | 'ge_s' | 'ge_u';
/** `not` is logical (x === 0); bitwise complement is `xor` with -1, negation `0 - x`. */
export type UnaryOp = 'not';
export type RmwOp = 'add' | 'sub' | 'and' | 'or' | 'xor' | 'xchg';

/** Thread-local instructions: no other thread can see them. */
export type LocalInstr =
  | { op: 'const'; dst: Reg; value: number }
  /** `held`: an argument of a large function that was inlined, which live code has the engine keep (passes/hold-arguments.ts). */
  | { op: 'copy'; dst: Reg; src: Reg; held?: true }
  | { op: 'binary'; dst: Reg; kind: BinaryOp; a: Reg; b: Reg; site: SiteId }
  | { op: 'unary'; dst: Reg; kind: UnaryOp; a: Reg }
  /** The address of a global's storage. */
  | { op: 'globalAddress'; dst: Reg; name: string }
  /** The address of a `local<T>()` object: frame storage `slot` of this thread, zeroed here. `again`: a step of its own (step/called-again.ts). */
  | { op: 'localAddress'; dst: Reg; slot: number; again?: true }
  /** The function returns: its frame storage `slot` is nobody's any more. */
  | { op: 'localEnd'; slot: number; site: SiteId }
  /** The index of a static callback in `Program.callbacks`. */
  | { op: 'callbackIndex'; dst: Reg; fn: string }
  /** Fails unless 0 <= index < length. */
  | { op: 'boundsCheck'; index: Reg; length: number; site: SiteId }
  /** Live backend only: the index of this very site, which stays true when the code is inlined. */
  | { op: 'siteId'; dst: Reg; site: SiteId }
  | { op: 'thisThread'; dst: Reg }
  | { op: 'thisInstance'; dst: Reg }
  | { op: 'threadCount'; dst: Reg }
  | { op: 'deadlineAfter'; dst: Reg; us: Reg }
  | { op: 'latencyStart'; dst: Reg }
  | { op: 'latencyEnd'; histogram: number; start: Reg }
  | { op: 'countEvent'; counter: number }
  | { op: 'tracepoint'; event: number; a: Reg | null; b: Reg | null; site: SiteId }
  /** `bound`: an observer's own limit. No violation; nothing can be said of what comes after. */
  | { op: 'assert'; condition: Reg; message: string; site: SiteId; bound?: true }
  /** Step backend only: fails with a property of the program when the condition is false; `about` is shown with it. */
  | { op: 'check'; property: string; condition: Reg; about: Reg | null; site: SiteId }
  | { op: 'cpuRelax'; site: SiteId }
  /** Step backend only: a statement begins. In what is explored, a mark: a thread has come to this line (step/lines.ts). */
  | { op: 'statement'; site: SiteId }
  /** Marks the head of a source loop: where a live run notices that it should stop. */
  | { op: 'loopHead'; site: SiteId };

/**
 * Accesses to shared memory. `address + offset` is the word's address. A `ghost` access is an observer's: it belongs to the
 * step around it and is none of its own. One that `continues` belongs to the step that began with the wait before it; what is
 * `newest` finds the newest store, whatever the memory model.
 */
export type AccessInstr =
  | { op: 'load'; dst: Reg; address: Reg; offset: number; place: Place; order: Order; site: SiteId; ghost?: true; newest?: true }
  | { op: 'store'; address: Reg; offset: number; value: Reg; place: Place; order: Order; site: SiteId; ghost?: true }
  /** Atomic read-modify-write; `dst` gets the old value. */
  | { op: 'rmw'; dst: Reg; kind: RmwOp; address: Reg; offset: number; value: Reg; place: Place; order: Order; site: SiteId; continues?: true }
  | { op: 'cmpxchg'; dst: Reg; address: Reg; offset: number; expected: Reg; value: Reg; place: Place; order: Order; site: SiteId; continues?: true; newest?: true }
  /** `step`: another thread may run before it. */
  | { op: 'fence'; kind: 'mb' | 'rmb' | 'wmb'; site: SiteId; step?: true };

/** Steps that are neither: waiting, choice, memory management. */
export type StepInstr =
  | { op: 'futexWait'; address: Reg; offset: number; expected: Reg; place: Place; site: SiteId }
  | { op: 'futexWake'; address: Reg; offset: number; count: Reg; place: Place; site: SiteId }
  | { op: 'deadlinePassed'; dst: Reg; deadline: Reg; site: SiteId }
  | { op: 'pick'; dst: Reg; n: Reg; site: SiteId }
  /** Zeroed object of struct `struct`, or 0. */
  | { op: 'alloc'; dst: Reg; struct: string; site: SiteId }
  /** `struct`: what the object is by the sources, which may be wrong. */
  | { op: 'free'; object: Reg; struct: string | null; site: SiteId }
  /** `continues`: its step has begun with the wait before it. */
  | { op: 'atomicBegin'; continues?: true; site: SiteId }
  | { op: 'atomicEnd'; site: SiteId };

export type CallInstr =
  | { op: 'call'; dst: Reg | null; fn: string; args: Reg[]; site: SiteId }
  /** Calls `Program.callbacks[target]`. */
  | { op: 'callIndirect'; dst: Reg | null; target: Reg; args: Reg[]; site: SiteId }
  /** A primitive of the backend's runtime (`live/runtime/raw.d.ts`), or one of the search's functions. `offset` is added to its address, the first argument. */
  | { op: 'raw'; dst: Reg | null; name: string; args: Reg[]; offset?: number; site: SiteId };

export type Instr = LocalInstr | AccessInstr | StepInstr | CallInstr;

export type Terminator =
  | { op: 'jump'; target: number }
  | { op: 'branch'; condition: Reg; then: number; else: number }
  | { op: 'return'; value: Reg | null }
  /** The end of one evaluation of a waiting condition: goes on when it is true, else evaluates again from `retry`. */
  | { op: 'await'; condition: Reg; then: number; retry: number; spin: boolean; site: SiteId }
  | { op: 'unreachable' };

export interface Block {
  instrs: Instr[];
  end: Terminator;
  /** The sources say that control hardly ever comes here (`unlikely`), nor to what can only be reached through here. */
  rare?: boolean;
  /** The head of a loop that is not to be unrolled (any more). */
  unrolled?: true;
}

export interface IrFunction {
  name: string;
  /** Parameters are registers 0 … paramCount-1. */
  paramCount: number;
  regCount: number;
  returnsValue: boolean;
  /** Block 0 is the entry. */
  blocks: Block[];
  site: SiteId;
  /** It asks for the number of an address (`address_of`): what it does with it may hang on where objects lie. */
  numbersAddresses?: true;
}

export interface Global {
  name: string;
  /** Bytes of storage. */
  size: number;
  align: number;
  /** Initial value of a word-sized global. */
  initial: number;
  /** Type shown to people, such as `mm_struct` or `rw_semaphore`. */
  type: string;
  valueType: FieldType;
}

/** Storage of a `local<T>()`: each thread has its own copy. */
export interface LocalSlot {
  struct: string;
  fn: string;
  size: number;
}

/** `repeat` of a thread that never ends. */
export const FOREVER = -1;

export interface ThreadDecl {
  name: string;
  kind: 'thread' | 'kthread';
  instances: number;
  /** How often an exploration runs the body, or FOREVER. */
  repeat: number;
  fn: string;
  site: SiteId;
}

/** Threads that run: each instance, and thread 0, which runs what runs alone. */
export function threadCount(threads: readonly Pick<ThreadDecl, 'instances'>[]): number {
  return threads.reduce((n, { instances }) => n + instances, 1);
}

export interface ConditionDecl {
  name: string;
  kind: 'always' | 'sometimes';
  fn: string;
  site: SiteId;
}

/** A named property of the protocol, which explorations check. */
export interface PropertyDecl {
  /** `I4` */
  name: string;
  /** `lifetime` */
  title: string;
  /** What holds, in one sentence. */
  sentence: string;
  /** Whether code of the program checks it; else only the search itself does, by the two that follow. */
  checked: boolean;
  /** Structs whose use after they were freed violates it. */
  lifetimes: string[];
  /** Whether a deadlock violates it. */
  deadlock: boolean;
  /** Functions: a thread that is for ever inside one of them violates it. */
  starves: string[];
}

/** What an observer watches. */
export type Observed =
  | { kind: 'event'; event: string }
  | { kind: 'call' | 'return'; fn: string }
  | { kind: 'read' | 'write'; struct: string; field: string };

/** Code that explorations run, in the same step, whenever something happens. */
export interface ObserverDecl {
  on: Observed;
  /** Takes the first `params` of what its kind of observation has to tell. */
  fn: string;
  params: number;
}

/** What `scenario({...})` said, with defaults filled in. */
export interface ScenarioDecl {
  title: string;
  protocol: string;
  cores: number;
  config: Record<string, boolean | number>;
  heapKb: number;
}

export interface Program {
  scenario: ScenarioDecl;
  /** What order of memory accesses it is explored with. */
  memory: MemoryModel;
  functions: Map<string, IrFunction>;
  /** Whether one of them, as written, asks for the number of an address. */
  numbersAddresses: boolean;
  structs: Map<string, StructLayout>;
  globals: Global[];
  locals: LocalSlot[];
  sites: Site[];
  /** Static callbacks; index 0 is never a function, so that it can mean NULL. */
  callbacks: string[];
  /** Names of tracepoints, counters and histograms, by the index instructions use. */
  events: string[];
  counters: string[];
  histograms: string[];
  threads: ThreadDecl[];
  conditions: ConditionDecl[];
  properties: PropertyDecl[];
  /** None for a backend that does not ask for them. */
  observers: ObserverDecl[];
  /** Functions of the kernel that it has its own version of, in the order of the scenario's text. */
  overrides: string[];
  /** Functions the engine calls, null where the program has none. */
  entry: { kernelInit: string | null; setup: string | null; teardown: string | null; kernelExit: string | null };
  /** The switches `config(...)` asked for, with the values used. */
  config: Record<string, boolean | number>;
  /** Hash (hex SHA-256) of all sources in order. */
  sourceHash: string;
}
