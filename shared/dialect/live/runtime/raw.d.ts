/**
 * What the live backend's runtime may use besides the dialect's library: raw memory and the host. Addresses are byte
 * addresses of aligned 32-bit words. Kernel files and scenarios cannot name any of this.
 */

declare function $load(address: ulong): int;
declare function $store(address: ulong, value: int): void;
/** Sequentially consistent. */
declare function $atomic_load(address: ulong): int;
declare function $atomic_store(address: ulong, value: int): void;
/** Atomic; return the old value. */
declare function $atomic_add(address: ulong, value: int): int;
declare function $atomic_cmpxchg(address: ulong, expected: int, value: int): int;
/** Adds to the 64-bit word at `address`; not atomic. */
declare function $add64(address: ulong, value: uint): void;
/** Writes the value into all 16 words of the granule (64 bytes, aligned) at `address`. */
declare function $fill_granule(address: ulong, value: int): void;
/** Whether all 16 words of the granule at `address` hold `value`. */
declare function $granule_holds(address: ulong, value: int): boolean;
/** Sleeps while the word holds `expected`: at most `us` microseconds, or for ever when `us` is negative. */
declare function $wait(address: ulong, expected: int, us: int): void;
declare function $notify(address: ulong, count: int): void;
/** Nanoseconds, and microseconds, since the session started, modulo 2^32. */
declare function $now_ns(): uint;
declare function $now_us(): uint;
/** Writes the time in ns as a 64-bit float. */
declare function $store_now(address: ulong): void;
/** The upper half of the 64-bit product. */
declare function $multiply_high(a: uint, b: uint): uint;
/** Leading zero bits. */
declare function $clz(value: uint): int;
/** Ends this thread's work with a failure (`FAIL` in abi.ts). */
declare function $fail(kind: int, site: int, a: int, b: int): void;
/** This thread's block; its stop word. */
declare function $block(): ulong;
declare function $stop_word(): ulong;
/** A number of this program's layout or options; see `parameters` in emit.ts. */
declare function $param(name: string): ulong;
