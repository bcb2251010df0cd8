/** What the search may use besides the dialect's library; see live/runtime/raw.d.ts. */

declare function $load(address: ulong): int;
declare function $store(address: ulong, value: int): void;
/** Copies `bytes`, a multiple of 8. */
declare function $copy(to: ulong, from: ulong, bytes: int): void;
/** Whether the two 64-bit words are equal. */
declare function $same64(a: ulong, b: ulong): boolean;
/** Ends the search with a failure (`FAIL`); does not return. */
declare function $fail(kind: int, site: int, a: int, b: int): void;
/** Runs the stretch of a thread at program counter `pc`; see regions.ts. */
declare function $step(pc: int, tp: ulong, choice: int): int;
/** A number of this program's layout. */
declare function $param(name: string): ulong;
