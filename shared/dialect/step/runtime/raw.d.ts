/** What the search may use besides the dialect's library; see live/runtime/raw.d.ts. Addresses are byte addresses. */

declare function $load(address: ulong): int;
declare function $store(address: ulong, value: int): void;
/** Sequentially consistent; those that change the word return what it held. */
declare function $atomic_load(address: ulong): int;
declare function $atomic_store(address: ulong, value: int): void;
declare function $atomic_add(address: ulong, value: int): int;
declare function $atomic_or(address: ulong, value: int): int;
declare function $atomic_cmpxchg(address: ulong, expected: int, value: int): int;
/** Copies `bytes`. */
declare function $copy(to: ulong, from: ulong, bytes: int): void;
/** Copies 32 bytes. */
declare function $copy_chunk(to: ulong, from: ulong): void;
/** Whether two chunks of 32 bytes are equal. */
declare function $same_chunk(a: ulong, b: ulong): boolean;
/** The 64-bit word at an aligned address, as a pair of words: whether it is (0, 0), whether it is this pair. */
declare function $empty_pair(address: ulong): boolean;
declare function $is_pair(address: ulong, left: int, right: int): boolean;
/** Makes (0, 0) this pair, atomically; false when it was another already. */
declare function $claim_pair(address: ulong, left: int, right: int): boolean;
/** Trailing zero bits. */
declare function $ctz(value: int): int;
/** Ends the search with a failure (`FAIL`); does not return. */
declare function $fail(kind: int, site: int, a: int, b: int): void;
/** Runs the stretch of a thread at program counter `pc`; see regions.ts. */
declare function $step(pc: int, tp: ulong, choice: int): int;
/** A number of this program's layout, or an address in the search's memory (memory.ts). */
declare function $param(name: string): ulong;
