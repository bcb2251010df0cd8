/** Assembles a WebAssembly module from its parts. */
import { ByteWriter } from './bytes.ts';
import { OP, TYPE } from './opcodes.ts';

export interface FunctionType {
  params: readonly number[];
  results: readonly number[];
}

export interface WasmFunction {
  name: string;
  type: FunctionType;
  /** How many i32 locals besides the parameters. */
  locals: number;
  /** Instructions, the final `end` included. */
  body: Uint8Array;
  exported: boolean;
  /** `[offset of an `if` in the body, whether it is likely taken]`, ascending. */
  hints?: readonly BranchHint[];
}

export type BranchHint = readonly [offset: number, likely: boolean];

export interface WasmModule {
  importedFunctions: { name: string; type: FunctionType }[];
  importedGlobals: string[];
  pages: number;
  functions: WasmFunction[];
  /** Function indices of the table's elements, from element 1 on; element 0 stays null. */
  table: number[];
  /** Signatures that `call_indirect` names. */
  types: TypeTable;
}

export class TypeTable {
  readonly types: FunctionType[] = [];
  indexOf(type: FunctionType): number {
    const same = this.types.findIndex((t) => t.params.join() === type.params.join() && t.results.join() === type.results.join());
    return same >= 0 ? same : this.types.push(type) - 1;
  }
}

/** The module's bytes, and where each function's body begins in them (for telling places from stack traces). */
export function assemble(module: WasmModule): { bytes: Uint8Array<ArrayBuffer>; bodyOffsets: number[] } {
  const out = new ByteWriter();
  out.append(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  for (const f of [...module.importedFunctions, ...module.functions]) module.types.indexOf(f.type);
  section(out, 1, (w) => vector(w, module.types.types, (t) => {
    w.byte(TYPE.func);
    vector(w, t.params, (p) => w.byte(p));
    vector(w, t.results, (r) => w.byte(r));
  }));
  section(out, 2, (w) => imports(w, module));
  section(out, 3, (w) => vector(w, module.functions, (f) => w.u32(module.types.indexOf(f.type))));
  section(out, 4, (w) => (w.u32(1), w.byte(TYPE.funcref), w.byte(0), w.u32(module.table.length + 1)));
  const first = module.importedFunctions.length;
  const exported = module.functions.map((f, i) => ({ name: f.name, index: first + i, exported: f.exported })).filter((f) => f.exported);
  section(out, 7, (w) => vector(w, exported, (f) => (w.name(f.name), w.byte(0), w.u32(f.index))));
  if (module.table.length > 0) section(out, 9, (w) => (w.u32(1), w.u32(0), w.byte(OP.i32Const), w.s32(1), w.byte(OP.end), vector(w, module.table, (i) => w.u32(i))));
  if (module.functions.some((f) => f.hints?.length)) section(out, 0, (w) => branchHints(w, module));
  const bodyOffsets = codeSection(out, module);
  section(out, 0, (w) => names(w, module));
  return { bytes: out.finish(), bodyOffsets };
}

function imports(w: ByteWriter, module: WasmModule): void {
  w.u32(module.importedFunctions.length + module.importedGlobals.length + 1);
  w.name('env');
  w.name('memory');
  w.append(new Uint8Array([2, 3])); // memory; shared, with a maximum
  w.u32(module.pages);
  w.u32(module.pages);
  for (const f of module.importedFunctions) {
    w.name('env');
    w.name(f.name);
    w.byte(0);
    w.u32(module.types.indexOf(f.type));
  }
  for (const g of module.importedGlobals) {
    w.name('env');
    w.name(g);
    w.append(new Uint8Array([3, TYPE.i32, 0]));
  }
}

function locals(f: WasmFunction): Uint8Array {
  const head = new ByteWriter();
  head.u32(f.locals > 0 ? 1 : 0);
  if (f.locals > 0) {
    head.u32(f.locals);
    head.byte(TYPE.i32);
  }
  return head.finish();
}

/** Which way branches mostly go (WebAssembly's branch hinting proposal): engines that do not know the section skip it. */
function branchHints(w: ByteWriter, module: WasmModule): void {
  w.name('metadata.code.branch_hint');
  const hinted = module.functions.flatMap((f, i) => (f.hints?.length ? [{ f, hints: f.hints, index: module.importedFunctions.length + i }] : []));
  vector(w, hinted, ({ f, hints, index }) => {
    w.u32(index);
    // Counted from the declarations of the locals, which come before the instructions.
    const base = locals(f).length;
    vector(w, hints, ([offset, likely]) => (w.u32(base + offset), w.u32(1), w.byte(likely ? 1 : 0)));
  });
}

function codeSection(out: ByteWriter, module: WasmModule): number[] {
  const content = new ByteWriter();
  content.u32(module.functions.length);
  const within = module.functions.map((f) => {
    const head = locals(f);
    content.u32(head.length + f.body.length);
    content.append(head);
    const offset = content.length;
    content.append(f.body);
    return offset;
  });
  out.byte(10);
  out.u32(content.length);
  const start = out.length;
  out.append(content.finish());
  return within.map((offset) => start + offset);
}

/** The name section: what stack traces and tools call each function. */
function names(w: ByteWriter, module: WasmModule): void {
  w.name('name');
  const all = [...module.importedFunctions, ...module.functions];
  const sub = new ByteWriter();
  sub.u32(all.length);
  all.forEach((f, i) => (sub.u32(i), sub.name(f.name)));
  w.byte(1);
  w.u32(sub.length);
  w.append(sub.finish());
}

function section(out: ByteWriter, id: number, write: (w: ByteWriter) => void): void {
  const content = new ByteWriter();
  write(content);
  out.byte(id);
  out.u32(content.length);
  out.append(content.finish());
}

function vector<T>(w: ByteWriter, items: readonly T[], write: (item: T) => void): void {
  w.u32(items.length);
  for (const item of items) write(item);
}
