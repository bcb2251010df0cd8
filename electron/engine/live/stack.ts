/**
 * Call stacks of compiled code. Each site knows the call it was inlined at; calls that stayed calls are frames of the
 * WebAssembly stack, which V8 prints by function name and byte offset:
 *
 * ```
 *   at up_read (wasm://wasm/5e1f:wasm-function[31]:0x8f2)
 * ```
 */
import type { Program, SiteId } from '../../../shared/dialect/ir.ts';
import type { LiveImage } from '../../../shared/dialect/live/image.ts';
import type { StackFrame } from '../../../shared/trace/session.ts';

interface WasmFrame {
  fn: string;
  offset: number;
}

const WASM_FRAME = /^\s*at (?:(.+) \()?wasm:\/\/[^)]*?:wasm-function\[\d+\]:0x([0-9a-f]+)\)?$/;

/** The WebAssembly frames of a JavaScript stack trace, innermost first. */
export function wasmFrames(trace: string): WasmFrame[] {
  return trace.split('\n').flatMap((line) => {
    const match = WASM_FRAME.exec(line);
    return match ? [{ fn: match[1] ?? '', offset: Number.parseInt(match[2]!, 16) }] : [];
  });
}

/** A site and the calls it was inlined through, innermost first. */
export function siteFrames(program: Program, site: SiteId): StackFrame[] {
  const frames: StackFrame[] = [];
  for (let at = program.sites[site]; at && frames.length < 100; at = program.sites[at.caller]) {
    frames.push({ fn: at.fn, file: at.file, line: at.line, column: at.column });
  }
  return frames;
}

/** The whole stack: where the code stood (`site`, -1 when unknown), then the real calls around it. */
export function stackOf({ program, callSites }: LiveImage, site: SiteId, trace: string): StackFrame[] {
  const calls = wasmFrames(trace);
  // Functions of the dialect's runtime are no functions of the person's: skip to the first that is.
  const own = calls.findIndex(({ fn }) => !fn.startsWith('$'));
  const innermost = site >= 0 ? [] : calls.slice(own, own + 1).flatMap((call) => callFrames(program, callSites, call));
  const outer = own < 0 ? [] : calls.slice(own + 1).flatMap((call) => callFrames(program, callSites, call));
  return withoutRunner([...siteFrames(program, site), ...innermost, ...outer]);
}

/** The loop that repeats a thread's body stands at the thread's declaration: the same function again, one frame out. */
function withoutRunner(frames: StackFrame[]): StackFrame[] {
  return frames.length > 1 && frames.at(-1)!.fn === frames.at(-2)!.fn ? frames.slice(0, -1) : frames;
}

/** A call that stayed a call, and those it was inlined through; at least its function's definition. */
function callFrames(program: Program, callSites: Uint32Array, { fn, offset }: WasmFrame): StackFrame[] {
  const frames = siteFrames(program, callSiteAt(callSites, offset));
  return frames.length > 0 ? frames : siteFrames(program, program.functions.get(fn)?.site ?? -1);
}

/** The site of the call at a module offset, -1 when there is none. `callSites` is `[offset, site, …]`, ascending. */
export function callSiteAt(callSites: Uint32Array, offset: number): SiteId {
  let low = 0;
  let high = callSites.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = callSites[middle * 2]!;
    if (at === offset) return callSites[middle * 2 + 1]!;
    if (at < offset) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
