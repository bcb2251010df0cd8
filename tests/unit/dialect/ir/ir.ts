/** The IR of a snippet's function `f`, as people see it, with some structs to talk about. */
import { functionText } from '../ir-text.ts';
import { compileSnippet, type SnippetOptions } from '../run-live.ts';

const STRUCTS = `
interface lock_t { count: Embedded<atomic_t>; owner: uint; }
interface node { next: node; value: int; lock: CacheAligned<lock_t>; slots: ArrayOf<int, 4>; kids: ArrayOf<Embedded<lock_t>, 3>; func: (n: node) => int; }
let head: node; let root: Embedded<node>; let counter: uint = 3;
`;

export function ir(source: string, options?: SnippetOptions): string {
  const program = compileSnippet(STRUCTS + source, options);
  return `${functionText(program.functions.get('f')!, program)}\n`;
}
