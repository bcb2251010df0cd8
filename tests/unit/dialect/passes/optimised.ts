/** A snippet's function after some passes, as text. */
import type { IrFunction } from '../../../../shared/dialect/ir.ts';
import { functionText } from '../ir-text.ts';
import { compileSnippet } from '../run-live.ts';

export function after(source: string, name: string, ...passes: ((fn: IrFunction) => IrFunction)[]): string {
  const program = compileSnippet(source);
  return functionText(passes.reduce((fn, pass) => pass(fn), program.functions.get(name)!), program);
}

/** How often a piece of text occurs. */
export function count(text: string, piece: string): number {
  return text.split(piece).length - 1;
}
