/**
 * The compiler's front door: sources in, diagnostics and a program out; a program in, a live image out.
 * Everything here is synchronous and pure; hosts that must stay responsive call it from a worker thread.
 */
export { threadCount, type Program } from './ir.ts';
export type { Backend } from './frontend/backend.ts';
export { createCompiler, describeScenario, type CheckInput, type CheckResult, type Compiler, type Kernel } from './frontend/compiler.ts';
export { MAX_THREADS } from './frontend/scenario-parts.ts';
export { emitLive, type LiveImage, type LiveOptions } from './live/emit.ts';
