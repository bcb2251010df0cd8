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
/** Fills `bytes` with zeros. */
declare function $zero(address: ulong, bytes: int): void;
/** A hash of 32 bytes (0 of zeros), and of a pair of words: good bits in the upper half. */
declare function $hash_chunk(address: ulong): int;
declare function $hash_pair(left: int, right: int): int;
/** The two words at an aligned address: whether they are this pair; makes them this pair. */
declare function $is_pair(address: ulong, left: int, right: int): boolean;
declare function $store_pair(address: ulong, left: int, right: int): void;
/** The upper half of the product of two unsigned words. */
declare function $multiply_high(a: int, b: int): int;
/** Of the sixteen words from an aligned address on, a bit for each that is like `tag` but for its lowest `bits` bits; and for each that is 0. */
declare function $matching(bucket: ulong, tag: int, bits: int): int;
declare function $free_slots(bucket: ulong): int;
/** Whether any bit is in both of two vectors of 128 bits. */
declare function $overlap(a: ulong, b: ulong): boolean;
/** Leading zero bits. */
declare function $clz(value: int): int;
/** Trailing zero bits. */
declare function $ctz(value: int): int;
/** Ends the search with a failure (`FAIL`); does not return. */
declare function $fail(kind: int, site: int, a: int, b: int): void;
/** Runs the stretch of a thread at program counter `pc`; see regions.ts. */
declare function $step(pc: int, tp: ulong, choice: int): int;
/** A number of this program's layout, or an address in the search's memory (memory.ts). */
declare function $param(name: string): ulong;
