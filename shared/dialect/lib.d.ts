/**
 * The dialect's whole world: kernel files and scenarios see these declarations and nothing else (`noLib`).
 *
 * Every value is one 32-bit word: an integer, a boolean, a pointer to a struct, or a static callback.
 * An `interface` is a struct layout; a field or variable whose type is a struct's name is a pointer to it.
 * Wherever a parameter is called `place`, write the variable, field or array element itself
 * (`READ_ONCE(vma.vm_lock_seq)`): these are macros over the place, as in the kernel, not calls with its value.
 */

// What the TypeScript checker insists on knowing. Nothing here can be used in a program.
interface Array<T> {}
interface Boolean {}
interface CallableFunction {}
interface Function {}
interface IArguments {}
interface NewableFunction {}
interface Number {}
interface Object {}
interface RegExp {}
interface String {}

// ── Types ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Signed 32-bit integer; arithmetic wraps. `/` truncates, `>>` keeps the sign. */
type int = number;
/** Unsigned 32-bit integer; arithmetic wraps. `/`, `%`, `>>` and comparisons are unsigned. */
type uint = number;
/** An address or a set of flags: an unsigned 32-bit word. */
type ulong = number;
/** A pointer to a struct of any kind; `cast<T>` names the kind. */
type void_ptr = object;

/** A struct laid out inside its parent (or a global with storage of its own); its value is the address of that part. */
type Embedded<T> = T;
/** Like `Embedded`, starting on a cache line of its own (64 bytes). Also for words: `CacheAligned<int>`. */
type CacheAligned<T> = T;
/** `N` elements in a row: words, pointers, or `Embedded` structs. An index out of range is a reported error. */
interface ArrayOf<T, N extends number> {
  [index: number]: T;
  /** The number of elements; a constant. */
  readonly length: N;
}

/** The null pointer. */
declare const NULL: null;
/** As a thread's `repeat`: explored, its body is run again and again without end. */
declare const FOREVER: int;

// ── Shared memory: one access each, with its ordering ────────────────────────────────────────────────────────────

/** One load the compiler may neither repeat nor split; orders nothing. */
declare function READ_ONCE<T>(place: T): T;
/** One store the compiler may neither repeat nor split; orders nothing. */
declare function WRITE_ONCE<T>(place: T, value: T): void;
/** A load that later accesses of this thread stay after. */
declare function smp_load_acquire<T>(place: T): T;
/** A store that earlier accesses of this thread stay before. */
declare function smp_store_release<T>(place: T, value: T): void;
/** Loads a pointer published with `rcu_assign_pointer`; accesses through it stay after it. */
declare function rcu_dereference<T>(place: T): T;
/** Publishes a pointer: what it points to is written before the pointer can be seen. */
declare function rcu_assign_pointer<T>(place: T, value: T): void;
/** A full barrier. */
declare function smp_mb(): void;
/** Earlier loads stay before later loads. */
declare function smp_rmb(): void;
/** Earlier stores stay before later stores. */
declare function smp_wmb(): void;

/** Compare and exchange, fully ordered: stores `value` if the place holds `expected`; returns what it held. */
declare function cmpxchg<T>(place: T, expected: T, value: T): T;
declare function cmpxchg_acquire<T>(place: T, expected: T, value: T): T;
declare function cmpxchg_release<T>(place: T, expected: T, value: T): T;
declare function cmpxchg_relaxed<T>(place: T, expected: T, value: T): T;
/** Exchange, fully ordered; returns what the place held. */
declare function xchg<T>(place: T, value: T): T;
declare function xchg_acquire<T>(place: T, value: T): T;
declare function xchg_release<T>(place: T, value: T): T;
declare function xchg_relaxed<T>(place: T, value: T): T;

/** A counter changed by atomic operations only. */
interface atomic_t {
  counter: int;
}
/** `READ_ONCE(v.counter)`. */
declare function atomic_read(v: atomic_t): int;
declare function atomic_read_acquire(v: atomic_t): int;
/** `WRITE_ONCE(v.counter, i)`. */
declare function atomic_set(v: atomic_t, i: int): void;
declare function atomic_set_release(v: atomic_t, i: int): void;
declare function atomic_add(i: int, v: atomic_t): void;
declare function atomic_sub(i: int, v: atomic_t): void;
declare function atomic_inc(v: atomic_t): void;
declare function atomic_dec(v: atomic_t): void;
declare function atomic_or(i: int, v: atomic_t): void;
declare function atomic_and(i: int, v: atomic_t): void;
declare function atomic_andnot(i: int, v: atomic_t): void;
/** Adds and returns the new value. */
declare function atomic_add_return(i: int, v: atomic_t): int;
declare function atomic_add_return_acquire(i: int, v: atomic_t): int;
declare function atomic_add_return_release(i: int, v: atomic_t): int;
declare function atomic_add_return_relaxed(i: int, v: atomic_t): int;
declare function atomic_sub_return(i: int, v: atomic_t): int;
declare function atomic_sub_return_acquire(i: int, v: atomic_t): int;
declare function atomic_sub_return_release(i: int, v: atomic_t): int;
declare function atomic_inc_return(v: atomic_t): int;
declare function atomic_dec_return(v: atomic_t): int;
declare function atomic_dec_return_release(v: atomic_t): int;
/** Adds and returns the old value. */
declare function atomic_fetch_add(i: int, v: atomic_t): int;
declare function atomic_fetch_add_acquire(i: int, v: atomic_t): int;
declare function atomic_fetch_add_release(i: int, v: atomic_t): int;
declare function atomic_fetch_add_relaxed(i: int, v: atomic_t): int;
declare function atomic_fetch_sub(i: int, v: atomic_t): int;
declare function atomic_fetch_sub_release(i: int, v: atomic_t): int;
declare function atomic_fetch_or(i: int, v: atomic_t): int;
declare function atomic_fetch_and(i: int, v: atomic_t): int;
declare function atomic_fetch_andnot(i: int, v: atomic_t): int;
/** Decrements; true when the result is zero. */
declare function atomic_dec_and_test(v: atomic_t): boolean;
declare function atomic_cmpxchg(v: atomic_t, expected: int, value: int): int;
declare function atomic_cmpxchg_acquire(v: atomic_t, expected: int, value: int): int;
declare function atomic_cmpxchg_release(v: atomic_t, expected: int, value: int): int;
declare function atomic_cmpxchg_relaxed(v: atomic_t, expected: int, value: int): int;

/**
 * One indivisible step: no other thread is seen half-way. For abstract models and for what hardware does at once;
 * it may not block. Live, all `atomic` blocks exclude each other (one lock), but not accesses outside of them.
 */
declare function atomic(body: () => void): void;
/** `atomic(body)` once the condition holds (it may only read), looked at in the same step. (Hoare, "Towards a Theory of Parallel Programming", 1972.) */
declare function atomic_when(condition: () => boolean, body: () => void): void;

// ── Waiting ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Sleeps until a `futex_wake` on the place, unless it no longer holds `expected`. May return early: re-check in a loop. */
declare function futex_wait<T>(place: T, expected: T): void;
/** Wakes up to `count` threads that sleep on the place. */
declare function futex_wake<T>(place: T, count: int): void;
/** Waits until the condition holds (it may only read). Live it polls, sleeping in between; explored, the thread is blocked. */
declare function wait_until(condition: () => boolean): void;
/** Like `wait_until`, for waits expected to be short: live it spins for a while before it sleeps. */
declare function spin_until(condition: () => boolean): void;
/**
 * Takes a lock: waits until the place holds `expected`, and stores `value` there in the same step (acquire). Live it tries at once, and
 * looks like `spin_until` before it tries again.
 */
declare function spin_cmpxchg_acquire<T>(place: T, expected: T, value: T): void;
/** A hint inside a spin loop. */
declare function cpu_relax(): void;
/** A point in time `us` microseconds from now, for `deadline_passed`. Explored it is 1, and time is a free choice: 0 may stand for none. */
declare function deadline_after_us(us: int): uint;
/** Whether that point in time has passed. */
declare function deadline_passed(deadline: uint): boolean;

// ── Threads and choice ───────────────────────────────────────────────────────────────────────────────────────────

/** The number of the running thread, from 0. */
declare function this_thread(): int;
/** Which instance of its `thread(...)` declaration this is, from 0. */
declare function this_instance(): int;
/** How many threads the program has, kernel threads and the one that runs setup included. */
declare function thread_count(): int;
/** Any of `0 … n-1`: drawn from the session's seeded generator live, every one of them explored. */
declare function pick(n: int): int;

// ── Memory ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A new zeroed object, or NULL when the heap is exhausted. */
declare function alloc<T>(): T;
/** Frees an object: it is poisoned and quarantined, and a later access to it is reported. */
declare function free(object: void_ptr): void;
/** Automatic storage: an object of the running function's frame, zeroed each time this is reached. */
declare function local<T>(): T;
/** The struct whose embedded field `field` is `member`. */
declare function container_of<T>(member: void_ptr, field: keyof T): T;
/** The same pointer, taken as pointing to a `T`. */
declare function cast<T>(pointer: void_ptr): T;
/** The pointer's address as a number. */
declare function address_of(pointer: void_ptr): ulong;
/** The size of a struct, in bytes; a constant. */
declare function sizeof<T>(): uint;

// ── Seeing and checking ──────────────────────────────────────────────────────────────────────────────────────────

/** Stops the run with a violation, showing `message`, when the condition is false. */
declare function assert(condition: boolean, message?: string): void;
/** The condition, which is expected to be true: after `if (likely(…))`, `else` is kept out of the way of fast code. */
declare function likely(condition: boolean): boolean;
/** The condition, which is expected to be false: what `if (unlikely(…))` does is kept out of the way of fast code. */
declare function unlikely(condition: boolean): boolean;
/**
 * An event on this thread's timeline. `name` is `'category:begin'`, `'category:end'` (a slice from one to the other on
 * the category's own track) or `'category:anything'` (an instant). Costs nothing in throughput mode.
 */
declare function tracepoint(name: string, a?: number | boolean | void_ptr, b?: number | boolean | void_ptr): void;
/** Adds one to a named counter of this thread. */
declare function count_event(name: string): void;
/** Starts a latency measure (sampled in throughput mode); give the result to `latency_end`. */
declare function latency_start(): uint;
/** Records the time since `start` in the named histogram. */
declare function latency_end(name: string, start: uint): void;
/** A compile-time switch, set by a scenario's `config` or by `--config NAME=VALUE`; otherwise `initial`. A number is refused that is not from `least` to `most`. */
declare function config(name: string, initial: boolean): boolean;
declare function config(name: string, initial: int, least?: int, most?: int): int;

// ── Scenarios ────────────────────────────────────────────────────────────────────────────────────────────────────

interface ScenarioOptions {
  /** Shown in the library and in reports. */
  title: string;
  /** The variant of the protocol; `v1-rwsem-rcu` unless told. `none`: the scenario is a program of its own, without the kernel. */
  protocol?: string;
  /** How many processors the picture is about; threads may outnumber them. */
  cores?: int;
  /** Values for the kernel's `config` switches, such as `{ PER_VMA_LOCK: false }`. */
  config?: { [name: string]: boolean | int };
  /** Size of the kernel heap in KiB (default 65536). */
  heap_kb?: int;
}
interface ThreadOptions {
  /** How many threads run this body (default 1). */
  instances?: int;
  /** How often the body runs in exploration (default 1; FOREVER: it never ends); live it repeats until the session ends. */
  repeat?: int;
}

/** Says what the scenario is; once, with literal values. */
declare function scenario(options: ScenarioOptions): void;
/** Runs once, alone, before the threads start. */
declare function setup(body: () => void): void;
/** Runs once, alone, after the threads have ended and before the leak check. */
declare function teardown(body: () => void): void;
/** A thread of the scenario. */
declare function thread(name: string, body: () => void): void;
declare function thread(name: string, options: ThreadOptions, body: () => void): void;
/** A thread of the kernel's own: its body repeats for as long as any scenario thread runs. */
declare function kthread(name: string, body: () => void): void;
/** A condition (it may only read) that must hold in every state; live it is checked after setup and when the threads have ended. */
declare function always(name: string, condition: () => boolean): void;
/** A condition that must hold in some explored state. */
declare function sometimes(name: string, condition: () => boolean): void;
/** Uses `body` instead of the kernel's function `target` everywhere in this program. */
declare function override<F>(target: F, body: F): void;

// ── Properties: checked in explorations, left out of live code ───────────────────────────────────────────────────

/** Declares a property of the protocol: its name (`I1`), a short title, and in one sentence what holds. */
declare function property(name: string, title: string, sentence: string): void;
/** Using a `T` after it was freed violates the property. */
declare function lifetime<T>(property: string): void;
/** A deadlock violates the property. */
declare function deadlock(property: string): void;
/** So does a thread that never returns from `target`, whatever it may do there. */
declare function starvation<F>(property: string, target: F): void;
/**
 * Observers: code that runs whenever something happens, as part of the same step. It reads what it likes, and writes only
 * top-level variables that no other code touches; it does not wait, choose or allocate. It may take fewer parameters.
 *
 * After each tracepoint of this name.
 */
declare function observe(event: string, body: (...values: any) => void): void;
/** When a function is called: `(its parameters) => …`, before the first thing it does. */
declare function observe_call<A extends any[]>(target: (...values: A) => any, body: (...values: A) => void): void;
/** When a function returns: `(its result, its parameters) => …`, or without a result `(its parameters) => …`. */
declare function observe_return<A extends any[], R>(target: (...values: A) => R, body: (...values: [R] extends [void] ? A : [R, ...A]) => void): void;
/** After each read of a field: `(object, value) => …`. */
declare function observe_read<T>(field: keyof T, body: (object: T, value: any) => void): void;
/** After each write of a field, a `cmpxchg` that fails included: `(object, value) => …`. */
declare function observe_write<T>(field: keyof T, body: (object: T, value: any) => void): void;
/** In an observer: the property is violated when the condition is false; `about`, an object or a number, is shown. */
declare function check(property: string, condition: boolean, about?: number | boolean | void_ptr): void;
/** In an observer: where the condition is false it cannot remember enough to go on, and the search ends without a verdict, for this reason. */
declare function bound(condition: boolean, reason: string): void;
