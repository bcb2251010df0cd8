/**
 * Call stacks of compiled code. Each site knows the call it was inlined at; calls that stayed calls are frames of the
 * WebAssembly stack, which V8 prints by function name and byte offset:
 *
 * ```
 *   at up_read (wasm://wasm/5e1f:wasm-function[31]:0x8f2)
 * ```
 */
import type { Program, SiteId } from '../../../shared/dialect/ir.ts';
import type { StackFrame } from '../../../shared/trace/session.ts';

/** The call site at a byte offset of the module, -1 when unknown. */
export type SiteAtOffset = (offset: number) => SiteId;

interface WasmFrame {
  fn: string;
  offset: number;
}

const WASM_FRAME = /^\s*at (?:(\S+) \()?wasm:\/\/[^)]*?:wasm-function\[\d+\]:0x([0-9a-f]+)\)?$/;

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

/** The whole stack: where the code stood (`site`, -1 when unknown), then the frames of real calls around it. */
export function stackOf(program: Program, site: SiteId, trace: string, siteAt: SiteAtOffset = () => -1): StackFrame[] {
  // Functions of the live runtime are no functions of the program: the person does not know them.
  const calls = wasmFrames(trace).filter(({ fn }) => program.functions.has(fn));
  const frames = siteFrames(program, site);
  // The innermost call is the one that `site` lies in.
  for (const call of frames.length > 0 ? calls.slice(1) : calls) {
    const known = siteFrames(program, siteAt(call.offset));
    frames.push(...(known.length > 0 ? known : definitionFrame(program, call.fn)));
  }
  return frames;
}

/** Only the function is known, not the line in it. */
function definitionFrame(program: Program, fn: string): StackFrame[] {
  const site = program.sites[program.functions.get(fn)?.site ?? -1];
  return site ? [{ fn, file: site.file, line: site.line, column: site.column }] : [];
}
