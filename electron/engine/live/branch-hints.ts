/**
 * Has V8 heed the branch hints of WebAssembly modules (`metadata.code.branch_hint`), which keep code that hardly ever runs,
 * and what it needs saved, out of the way of fast code. Import before compiling. V8 14 and later always do.
 *
 * Not inside Electron: there V8 has long been at work when this runs, a flag that is still an experiment may then end the
 * process, and the window with what was typed would go with it. On the command line it is set before anything else.
 */
import { setFlagsFromString } from 'node:v8';

const { v8, electron } = process.versions;
if (electron === undefined && Number.parseInt(v8, 10) < 14) setFlagsFromString('--experimental-wasm-branch-hinting');
