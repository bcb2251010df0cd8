import { describe, expect, it } from 'vitest';
import { createCompiler } from '../../../../shared/dialect/compile.ts';
import { dialectLib } from '../../../../shared/sources/index.ts';
import { complaints } from '../complaints.ts';

describe('errors: names', () => {
  it('names of the dialect itself', () => {
    expect(complaints(`function $f(): void {}
let $x: int;
const $C = 3;
interface $S { a: int; }
thread('t', () => { $load(3); const $y = 3; $fail(1,2,3,4); });`)).toEqual([
      '1:10 reserved-name «$f» names that begin with `$` belong to the dialect itself',
      '2:5 reserved-name «$x» names that begin with `$` belong to the dialect itself',
      '3:7 reserved-name «$C» names that begin with `$` belong to the dialect itself',
      '4:11 reserved-name «$S» names that begin with `$` belong to the dialect itself',
      '5:21 reserved-name «$load» names that begin with `$` belong to the dialect itself',
      '5:37 reserved-name «$y» names that begin with `$` belong to the dialect itself',
      '5:45 reserved-name «$fail» names that begin with `$` belong to the dialect itself',
    ]);
  });

  it('names of the dialect itself, written with escapes', () => {
    expect(complaints(String.raw`let \u0024x: int;
let \u005f_proto__: int;
interface S { \u005f_proto__: int; }
thread('t', () => { const \u{24}y = 3; \u0024load(3); });`)).toEqual([
      '1:5 reserved-name «\\u0024x» names that begin with `$` belong to the dialect itself',
      '2:5 reserved-name «\\u005f_proto__» `__proto__` is not a name here',
      '3:15 reserved-name «\\u005f_proto__» `__proto__` is not a name here',
      '4:27 reserved-name «\\u{24}y» names that begin with `$` belong to the dialect itself',
      '4:40 reserved-name «\\u0024load» names that begin with `$` belong to the dialect itself',
    ]);
  });

  it('names declared twice', () => {
    expect(complaints(`function pick(n: int): int { return 0; }
let NULL: int;
function f(): void {}
function f(): void {}
let x: int; let x: int;
const x = 3;
interface S { a: int; }
interface S { b: int; }
interface atomic_t { z: int; }
type int = boolean;
const f = 3;
thread('t', () => {});`)).toEqual([
      "1:10 duplicate «pick» `pick` belongs to the dialect's library: choose another name",
      "2:5 duplicate «NULL» `NULL` belongs to the dialect's library: choose another name",
      '4:10 duplicate «f» `f` is declared already (scenarios/snippet.scenario.ts:3)',
      '5:17 duplicate «x» `x` is declared already (scenarios/snippet.scenario.ts:5)',
      '6:7 duplicate «x» `x` is declared already (scenarios/snippet.scenario.ts:5)',
      '8:11 duplicate «S» `S` is declared already (scenarios/snippet.scenario.ts:7)',
      "9:11 duplicate «atomic_t» `atomic_t` belongs to the dialect's library: choose another name",
      "10:6 duplicate «int» `int` belongs to the dialect's library: choose another name",
      '11:7 duplicate «f» `f` is declared already (scenarios/snippet.scenario.ts:3)',
    ]);
  });

  it('names of the kernel', () => {
    expect(complaints(`function down_read(sem: rw_semaphore): void {}
let PAGE_SIZE: int;
interface mm_struct { x: int; mmap_lock: int; }
thread('t', () => {});`, { kernel: true }).map((c) => c.replace(/:\d+\)/, ')'))).toEqual([
      '1:10 duplicate «down_read» `down_read` is declared already (kernel/rwsem.ts): to replace it, say override(down_read, (…) => { … })',
      '2:5 duplicate «PAGE_SIZE» `PAGE_SIZE` is declared already (kernel/page.ts)',
      '3:31 duplicate «mmap_lock» mm_struct has a field `mmap_lock` already',
    ]);
  });

  it('fields that files add to each other\'s structs', () => {
    const files = [
      { path: 'kernel/a.ts', text: 'interface S { a: int; b: int; }\ninterface T { s: Embedded<S>; }' },
      { path: 'kernel/b.ts', text: 'interface S { c: CacheAligned<int>; a: int; }' },
    ];
    const check = (more = '') => createCompiler(dialectLib).check({ scenario: { path: 'x.scenario.ts', text: `let s: S; thread('t', () => { s.c = s.a; });${more}` }, kernel: { protocols: ['v1-rwsem-rcu'], files: () => files } });
    const { diagnostics } = check();
    expect(diagnostics.map(({ file, message }) => `${file} ${message}`)).toEqual(['kernel/b.ts S has a field `a` already']);
    files[1]!.text = 'interface S { c: CacheAligned<int>; }';
    const { program } = check();
    const own = check(' interface S { d: int; }').program!;
    expect(own.structs.get('S')!.fields.map(({ name, offset }) => [name, offset])).toEqual([['a', 0], ['b', 4], ['c', 64], ['d', 68]]);
    expect(check(' interface S { d: int; } interface S { e: int; }').program!.structs.get('S')!.fields.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(check(' interface N { d: int; } interface N { e: int; }').diagnostics.map(({ message }) => message)).toEqual(['`N` is declared already (x.scenario.ts:1)']);
    expect(program!.structs.get('S')).toMatchObject({ size: 128, fields: [{ name: 'a', offset: 0 }, { name: 'b', offset: 4 }, { name: 'c', offset: 64 }] });
    expect(program!.structs.get('T')!.size).toBe(128);
  });

  it('a constant hidden by a local variable is no constant', () => {
    expect(complaints(`const LIMIT = 3;
function f(pick: int, NULL: int): int { const LIMIT = 7; switch (pick) { case LIMIT: return 1; } return NULL + LIMIT; }
function g(f: int): int { return f; }
thread('t', () => { f(1, 2); g(2); });`)).toEqual([
      '2:79 constant «LIMIT» a case is a compile-time constant',
    ]);
  });

  it('variables used before they are declared', () => {
    expect(complaints(`thread('t', () => {
  let y = y;
  z = 3;
  let z = z + 1;
  { a++; }
  const a = 3;
  wait_until(() => b === 3);
  const b = 3;
  f(3);
  let f: (n: int) => void = NULL;
});`)).toEqual([
      '2:11 place «y» `y` is used before it is declared',
      '3:3 place «z» `z` is used before it is declared',
      '4:11 place «z» `z` is used before it is declared',
      '5:5 place «a» `a` is used before it is declared',
      '7:20 place «b» `b` is used before it is declared',
      '9:3 place «f» `f` is used before it is declared',
    ]);
  });

  it('variables that a body in place uses before they are declared, whatever else is called so', () => {
    expect(complaints(`let x: int;
const LIMIT = 3;
function g(): int { return 1; }
function f(): void {
  wait_until(() => x === LIMIT);
  atomic(() => { x = g(); let y = 3; y++; });
  atomic_when(() => g() === 1, () => { pick(x); });
  const x: int = 1;
  const LIMIT: int = 2;
  const g: () => int = NULL;
  const pick: (n: int) => void = NULL;
}
thread('t', () => { f(); });`)).toEqual([
      '5:20 place «x» `x` is used before it is declared',
      '5:26 place «LIMIT» `LIMIT` is used before it is declared',
      '6:18 place «x» `x` is used before it is declared',
      '6:22 place «g» `g` is used before it is declared',
      '7:40 place «pick» `pick` is used before it is declared',
      '7:45 place «x» `x` is used before it is declared',
    ]);
  });

  it('names of JavaScript objects', () => {
    expect(complaints(`let __proto__: int;
function constructor(): void {}
thread('t', () => { toString(); hasOwnProperty(3); const x: valueOf = 3; const y: constructor = 4; constructor(); });`)).toEqual([
      '1:5 reserved-name «__proto__» `__proto__` is not a name here',
      "3:21 TS2304 «toString» Cannot find name 'toString'.",
      "3:33 TS2304 «hasOwnProperty» Cannot find name 'hasOwnProperty'.",
      "3:61 TS2304 «valueOf» Cannot find name 'valueOf'.",
      "3:83 TS2749 «constructor» 'constructor' refers to a value, but is being used as a type here. Did you mean 'typeof constructor'?",
    ]);
  });
});
