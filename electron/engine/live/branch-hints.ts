/**
 * Has V8 heed the branch hints of WebAssembly modules (`metadata.code.branch_hint`), which keep code that hardly ever runs,
 * and what it needs saved, out of the way of fast code. Import before compiling. V8 14 and later always do.
 */
import { setFlagsFromString } from 'node:v8';

if (Number.parseInt(process.versions.v8, 10) < 14) setFlagsFromString('--experimental-wasm-branch-hinting');
