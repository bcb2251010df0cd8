/**
 * Random functions over structs and arrays in each other, flags and callbacks, in which expressions change what others read.
 * One text is both the dialect's and, without its types, JavaScript's, which is the reference. Loops count a variable of
 * their own, and everything that may be repeated calls `tick`, so that a reference can give up.
 */
import fc, { type GeneratorValue } from 'fast-check';

type Type = 'int' | 'boolean' | 'Rec' | 'In';

export const DECLARATIONS = `
interface In { n: int; f: boolean; }
interface Rec { inn: Embedded<In>; ins: ArrayOf<Embedded<In>, 2>; next: Rec; grid: ArrayOf<ArrayOf<int, 2>, 2>; cb: (x: int, r: Rec) => int; }
let recs: ArrayOf<Embedded<Rec>, 2>; let head: Rec; let g: int; let flag: boolean; let count: Embedded<atomic_t>;
function tick(): void {} function mul(a: int, b: int): int { return a * b; } function swap(to: int): int { return xchg(g, to); } function bump(by: int): int { return atomic_add_return(by, count); }
function counted(): int { return count.counter; }
`;
export const REFERENCE = `
const In = () => ({ n: 0, f: false }), Rec = () => ({ inn: In(), ins: [In(), In()], next: null, grid: [[0, 0], [0, 0]], cb: null });
const recs = [Rec(), Rec()], local = In, mul = Math.imul, before = (old) => old;
let head = null, g = 0, flag = false, count = 0, ticks = 0;
const tick = () => { if (++ticks > 400) throw new RangeError('takes too long'); };
const swap = (to) => before(g, g = to), bump = (by) => (count = (count + by) | 0), counted = () => count;
`;
/** What all that is in memory comes to. */
export const SUM = `
function start(): void { for (let i: int = 0; i < 2; i++) { recs[i].next = recs[1 - i]; recs[i].cb = cb0; } head = recs[0]; }
function of(s: int, p: In): int { return ((mul(s, 31) + p.n) ^ (p.f ? 1 : 0)) | 0; }
function sum(): int {
  let s: int = (g + counted() + (flag ? 1 : 0) + (head === recs[0] ? 2 : 4)) | 0;
  for (let i: int = 0; i < 2; i++) {
    const r = recs[i];
    s = of(of(of(s, r.inn), r.ins[0]), r.ins[1]);
    for (let k: int = 0; k < 4; k++) s = (mul(s, 31) + r.grid[k >> 1][k & 1]) | 0;
    s = (mul(s, 31) + (r.next === head ? 1 : 2) + (r.cb === cb0 ? 4 : 8)) | 0;
  }
  return s;
}
`;

/** As JavaScript: numbers wrap around, what is counted up included. */
export function asJavaScript(text: string): string {
  return text.replaceAll(/: (?:int|boolean|void|Rec|In)\b/g, '').replaceAll('<In>', '').replaceAll(/\b(\w+)\+\+/g, 'before($1, $1 = ($1 + 1) | 0)');
}
/** Arithmetic wraps by itself. */
export function asDialect(text: string): string {
  return text.replaceAll(' | 0', '');
}

/** `callees`: functions that it may call; null: it is a callback, and calls neither these nor callbacks. */
export function functionText(g: GeneratorValue, name: string, callees: readonly string[] | null): string {
  const writer = new Writer(g, callees);
  return `function ${name}(x: int, r: Rec): int {\ntick();\n${writer.list(callees ? 3 : 1, [])}return ${writer.int(2)};\n}\n`;
}

class Writer {
  /** `counts`: a loop, which would not end if it were written. */
  private readonly scope: [name: string, type: Type, counts?: boolean][] = [['x', 'int'], ['r', 'Rec']];
  private names = 0;
  constructor(private readonly g: GeneratorValue, private readonly callees: readonly string[] | null) {}

  private below(n: number): number {
    return this.g(fc.nat, { max: n - 1 });
  }
  private one<T>(...of: T[]): T {
    return of[this.below(of.length)]!;
  }
  private variable(type: Type, otherwise: string, written = false): string {
    return this.one(otherwise, ...this.scope.filter(([, t, counts]) => t === type && !(written && counts)).map(([name]) => name));
  }

  int(depth: number): string {
    if (depth <= 0) return this.one('0', '1', '3', '(-1)', '2147483647', this.variable('int', 'g'), this.variable('int', 'g'));
    const next = (): string => this.int(depth - 1);
    const written = this.variable('int', 'g', true);
    switch (this.below(10)) {
      case 0: return this.place(depth - 1);
      case 1: case 2: return `((${next()} ${this.one('+', '-', '&', '^')} ${next()}) | 0)`;
      case 3: return `mul(${next()}, ${next()})`;
      case 4: return `(${this.bool(depth - 1)} ? ${next()} : ${next()})`;
      case 5: return `(${written} = ${next()})`;
      case 6: return this.one(`${written}++`, `((${written} - (${written} = ${next()})) | 0)`);
      case 7: return `${this.one('swap', 'bump')}(${next()})`;
      case 8: return this.callees?.length ? `${this.one(...this.callees)}(${next()}, ${this.rec(depth - 1)})` : next();
      default: return this.callees ? `${this.rec(depth - 1)}.cb(${next()}, ${this.rec(depth - 1)})` : next();
    }
  }

  private bool(depth: number): string {
    if (depth <= 0) return this.variable('boolean', 'flag');
    const next = (): string => this.bool(depth - 1);
    switch (this.below(7)) {
      default: return `(${this.int(depth - 1)} ${this.one('<', '>=', '===', '!==')} ${this.int(depth - 1)})`;
      case 2: return `(${next()} ${this.one('&&', '||', '===', '!==')} ${next()})`;
      case 3: return `!${next()}`;
      case 4: return `(${this.rec(depth - 1)} ${this.one('===', '!==')} ${this.rec(depth - 1)})`;
      case 5: return `${this.inner(depth - 1)}.f`;
      case 1: return `(${this.variable('boolean', 'flag', true)} = ${next()})`;
    }
  }

  private rec(depth: number): string {
    if (depth <= 0) return this.variable('Rec', 'head');
    return this.one(() => `${this.rec(depth - 1)}.next`, () => `recs[${this.int(depth - 1)} & 1]`, () => `(${this.bool(depth - 1)} ? ${this.rec(depth - 1)} : ${this.rec(0)})`, () => this.rec(0))();
  }
  private inner(depth: number): string {
    return this.one(() => this.variable('In', 'head.inn'), () => `${this.rec(depth)}.inn`, () => `${this.rec(depth)}.ins[${this.int(depth - 1)} & 1]`)();
  }
  private place(depth: number): string {
    return this.one(() => 'g', () => `${this.inner(depth)}.n`, () => `${this.rec(depth)}.grid[${this.int(depth - 1)} & 1][${this.int(depth - 1)} & 1]`)();
  }

  list(depth: number, targets: readonly string[], most = 4): string {
    const outer = this.scope.length;
    const text = Array.from({ length: this.below(most) + 1 }, () => `${this.statement(depth, targets)}\n`).join('');
    this.scope.length = outer;
    return text;
  }

  /** `targets`: the labels around it, those of loops with an `L`. */
  private statement(depth: number, targets: readonly string[]): string {
    const inside = (more: readonly string[] = targets): string => this.list(depth - 1, more, 3);
    const label = this.name('B');
    switch (this.below(depth > 0 ? 13 : 7)) {
      case 0: return this.declare('int', this.int(2));
      case 1: return this.one(() => this.declare('boolean', this.bool(2)), () => this.declare('Rec', this.rec(2)))();
      case 2: return this.declare('In', this.one('local<In>()', this.inner(1)));
      case 3: return `${this.place(2)} = ${this.int(2)};`;
      case 4: return `${this.inner(1)}.f = ${this.bool(2)};`;
      case 5: return this.one(() => `${this.rec(1)}.next = ${this.rec(2)};`, () => `head = ${this.rec(2)};`, () => `${this.rec(1)}.cb = ${this.one('cb0', 'cb1')};`)();
      case 6: return `if (${this.bool(2)}) ${this.jump(targets)}`;
      case 7: case 8: return `if (${this.bool(2)}) {\n${inside()}} else {\n${inside()}}`;
      case 9: case 10: return this.loop(depth, targets);
      case 11: return `${label}: switch (${this.int(2)} & 3) {\n${['case 0', 'default', 'case 3', 'case 1'].filter(() => this.below(4) > 0).map((c) => `${c}: {\n${inside([...targets, label])}${this.one('', 'break;')} }\n`).join('')}}`;
      default: return `${label}: {\n${inside([...targets, label])}}`;
    }
  }

  private loop(depth: number, targets: readonly string[]): string {
    const [label, i] = [this.name('L'), this.name('i')];
    const goes = `${i} < ${this.below(4)} && ${this.bool(1)}`;
    this.scope.push([i, 'int', true]);
    const body = `tick();\n${this.list(depth - 1, [...targets, label], 3)}`;
    this.scope.pop();
    const text = this.one(`for (; ${goes}; ${i}++) {\n${body}}`, `while (${goes}) {\n${i}++;\n${body}}`, `do {\n${i}++;\n${body}} while (${goes});`);
    return `{ let ${i}: int = 0;\n${label}: ${text} }`;
  }
  private jump(targets: readonly string[]): string {
    const to = this.one(null, ...targets);
    return to === null ? `return ${this.int(1)};` : `${to.startsWith('L') ? this.one('break', 'continue') : 'break'} ${to};`;
  }
  private declare(type: Type, value: string): string {
    this.scope.push([this.name('v'), type]);
    return `let ${this.scope.at(-1)![0]}: ${type} = ${value};`;
  }
  private name(first: string): string {
    return `${first}${this.names++}`;
  }
}
