import { describe, expect, it } from 'vitest';
import { complaints } from '../complaints.ts';

describe('errors: TypeScript outside the dialect', () => {
  it('functions and types of another language, without advice that does not help here', () => {
    expect(complaints(`const twice = (x: int): int => 2 * x;
const thrice = function (x: int): int { return 3 * x; };
let seen: Map<int, int>;
thread('t', () => {});`)).toEqual([
      '1:15 closure «(x: int): int => 2 * x» a function is declared at the top level by its name: `function twice(…): … { … }`',
      '2:16 closure «function (x: int): int { return 3 * x; }» a function is declared at the top level by its name: `function thrice(…): … { … }`',
      "3:11 TS2583 «Map» Cannot find name 'Map'.",
    ]);
  });

  it('closures', () => {
    expect(complaints(`function f(): void {
  function inner(): void {}
  const g = () => 3;
  inner();
}
thread('t', () => { let x: int = 3; thread('u', () => { x = 4; }); });`)).toEqual([
      '2:12 closure «inner» functions are declared at the top level: the dialect has no closures',
      '3:13 closure «() => 3» functions are values only as static callbacks: name a top-level function',
      '4:3 call «inner» `inner` cannot be called here',
      "6:37 scenario «thread('u', () => { x = 4; })» `thread` stands at the top level of a scenario",
    ]);
  });

  it('imports and exports', () => {
    expect(complaints(`import { x } from './y';
export const y = 3;
export default function f(): void {}
thread('t', () => {});`)).toEqual([
      "1:1 top-level «import { x } from './y';» there are no imports or exports: the kernel and the scenario are one program with one global scope",
      '2:1 top-level «export» there are no imports or exports: the kernel and the scenario are one program with one global scope',
      '3:1 top-level «export» there are no imports or exports: the kernel and the scenario are one program with one global scope',
    ]);
  });

  it('classes, enums, namespaces, declare, unions', () => {
    expect(complaints(`class A { x: int; }
enum E { A, B }
namespace N { const x = 3; }
abstract class B {}
declare const z: int;
declare function q(): void;
type U = int | boolean;
thread('t', () => { const u: U = 3; });`)).toEqual([
      '1:1 top-level «class A { x: int; }» there are no classes in the dialect: use an interface for data and functions for code',
      '2:1 top-level «enum E { A, B }» there are no enums in the dialect: use constants (`const NAME = 1;`)',
      '3:1 top-level «namespace N { const x = 3; }» a namespace is outside the dialect',
      '4:1 top-level «abstract class B {}» there are no classes in the dialect: use an interface for data and functions for code',
      "5:1 top-level «declare const z: int;» `declare` is not allowed here: everything a program uses is in the kernel or in the dialect's library",
      "6:1 top-level «declare function q(): void;» `declare` is not allowed here: everything a program uses is in the kernel or in the dialect's library",
      '7:10 type «int | boolean» the type `int | boolean` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
    ]);
  });

  it('async functions and generators', () => {
    expect(complaints(`async function f(): Promise<void> { await g(); }
function* g(): int { yield 3; }
thread('t', async () => { await 3; });`)).toEqual([
      '1:1 signature «async» async functions are outside the dialect: threads block by waiting',
      '1:37 expression «await g()» no async code: a thread waits with wait_until or futex_wait',
      '2:9 signature «*» generators are outside the dialect',
      '2:22 expression «yield 3» `yield` is outside the dialect',
      '3:13 signature «async» async functions are outside the dialect: threads block by waiting',
      '3:27 expression «await 3» no async code: a thread waits with wait_until or futex_wait',
    ]);
  });

  it('async bodies and generators as bodies, wherever one stands', () => {
    expect(complaints(`let x: int;
function target(): void {}
setup(async () => {});
thread('t', function* () { target(); wait_until(async () => x === 0); atomic(function* () { x++; }); });
thread('u', async () => {});
always('a', async () => true);
override(target, async () => {});`)).toEqual([
      '3:7 signature «async» async functions are outside the dialect: threads block by waiting',
      '4:21 signature «*» generators are outside the dialect',
      '4:49 signature «async» async functions are outside the dialect: threads block by waiting',
      '4:86 signature «*» generators are outside the dialect',
      '5:13 signature «async» async functions are outside the dialect: threads block by waiting',
      '6:13 signature «async» async functions are outside the dialect: threads block by waiting',
      '7:18 signature «async» async functions are outside the dialect: threads block by waiting',
    ]);
  });

  it('declarations by `using`', () => {
    expect(complaints(`using g: int = 3;
thread('t', () => { using x = 3; for (using i = 0; i < 3;) {} });`)).toEqual([
      '1:1 top-level «using g: int = 3;» use `let` for a shared variable or `const` for a constant',
      '2:21 statement «using x = 3» use `let` or `const`',
      '2:39 statement «using i = 0» use `let` or `const`',
    ]);
  });

  it('comments hide no mistake', () => {
    expect(complaints(`// @ts-nocheck
function f(a: int): int { return a; }
thread('t', () => {
  f();
  // @ts-ignore
  nope();
  // @ts-expect-error
  const c = 3; c = 4;
});`)).toEqual([
      '4:3 TS2554 «f» Expected 1 arguments, but got 0.',
      "6:3 TS2304 «nope» Cannot find name 'nope'.",
      "8:16 TS2588 «c» Cannot assign to 'c' because it is a constant.",
    ]);
  });

  it('other syntax', () => {
    expect(complaints(`let p: atomic_t;
thread('t', () => {
  const { counter } = p;
  const [a, b] = [1, 2];
  let c = { ...p };
  delete p.counter;
  typeof p;
  void 0;
  p?.counter;
  p ?? p;
  p.counter ??= 3;
  p!.counter;
  p as void_ptr;
  2 ** 3;
  1, 2;
  throw p;
  for (const q of p) {}
  for (const q in p) {}
  try { } catch { }
  with (p) {}
  debugger;
  this.x = 3;
  /abc/;
  'a' in p;
  p instanceof Object;
  var old = 3;
});`)).toEqual([
      '3:9 statement «{ counter }» destructuring is outside the dialect',
      '4:9 statement «[a, b]» destructuring is outside the dialect',
      '5:11 literal «{ ...p }» object and array literals are outside the dialect: use alloc<T>(), local<T>() or a global',
      '6:3 expression «delete p.counter» `delete` is outside the dialect',
      '7:3 expression «typeof p» `typeof` is outside the dialect',
      '8:3 expression «void 0» `void` is outside the dialect',
      '9:3 expression «p?.counter» `?.` is outside the dialect: test the pointer against NULL',
      '10:5 operator «??» the operator `??` is outside the dialect',
      '11:13 operator «??=» the operator `??=` is outside the dialect',
      '13:3 type «p as void_ptr» no type assertions: use cast<T>(pointer)',
      '14:5 operator «**» the operator `**` is outside the dialect',
      '15:3 operator «1, 2» the comma operator is outside the dialect: write two statements',
      '16:3 statement «throw p;» there are no exceptions in the dialect: return an error code',
      '17:3 statement «for (const q of p) {}» loops are `for (;;)`, `while` and `do`: there is nothing to iterate over',
      '18:3 statement «for (const q in p) {}» loops are `for (;;)`, `while` and `do`: there is nothing to iterate over',
      '19:3 statement «try { } catch { }» there are no exceptions in the dialect: return an error code',
      '20:3 statement «with (p) {}» `with` is outside the dialect',
      '21:3 statement «debugger;» `debugger` is outside the dialect',
      '22:3 expression «this» `this` is outside the dialect',
      '23:3 expression «/abc/» a regular expression is outside the dialect',
      '24:7 operator «in» the operator `in` is outside the dialect',
      '25:5 operator «instanceof» the operator `instanceof` is outside the dialect',
      '26:3 statement «var old = 3» use `let` or `const`',
    ]);
  });

  it('names of the host', () => {
    expect(complaints(`thread('t', () => { console.log('x'); process.exit(1); Math.max(1, 2); fetch('http://x'); setTimeout(() => {}, 10); const d = new Date(); const a = [1,2]; a.push(3); globalThis.x = 3; require('fs'); });`)).toEqual([
      '1:21 host-name «console» there is no `console` in the dialect: use tracepoint or count_event',
      "1:39 host-name «process» there is no `process` in the dialect: a program sees the kernel, its scenario and the dialect's library",
      '1:56 host-name «Math» there is no `Math` in the dialect: write it out; pick(n) chooses a number',
      "1:72 host-name «fetch» there is no `fetch` in the dialect: a program sees the kernel, its scenario and the dialect's library",
      '1:91 host-name «setTimeout» there is no `setTimeout` in the dialect: a thread waits with wait_until or futex_wait',
      '1:127 expression «new Date()» no `new`: use alloc<T>() for the heap or local<T>() for the frame',
      '1:149 literal «[1,2]» object and array literals are outside the dialect: use alloc<T>(), local<T>() or a global',
      "1:158 TS2339 «push» Property 'push' does not exist on type 'number[]'.",
      "1:167 host-name «globalThis» there is no `globalThis` in the dialect: a program sees the kernel, its scenario and the dialect's library",
      "1:185 host-name «require» there is no `require` in the dialect: a program sees the kernel, its scenario and the dialect's library",
    ]);
  });

  it('names of Linux', () => {
    expect(complaints(`let mm: mm_struct;
thread('t', () => {
  const p = kzalloc(3);
  mmap(mm, 0, PAGE_SIZE, PROT_READ | VM_WRITE);
  BUG_ON(mm === NULL);
  vma_start_read(NULL);
  vma_start_raed(NULL);
});`, { kernel: true })).toEqual([
      '3:13 linux-name «kzalloc» there is no `kzalloc` in the dialect: use alloc<T>()',
      '4:26 linux-name «PROT_READ» there is no `PROT_READ` in the dialect: use VM_READ',
      '6:3 call «vma_start_read» there is no function `vma_start_read` in this program; there is one with 6.4-6.13, 6.4-embedded, 6.4-own-line, seqcount, 6.15-refcnt',
      "7:3 TS2304 «vma_start_raed» Cannot find name 'vma_start_raed'.",
    ]);
    expect(complaints('interface mine { a: int; } function kfree(p: mine): void { free(p); } thread(\'t\', () => { const p = alloc<mine>(); if (p !== NULL) kfree(p); });')).toEqual([]);
  });

  it('allocation of anything but structs', () => {
    expect(complaints(`thread('t', () => { const p = alloc(); const q = alloc<int>(); const r: int = alloc<int>(); free(3); free(); local<int>(); });`)).toEqual([
      '1:31 type «alloc()» name the struct: alloc<some_struct>(…)',
      '1:50 type «alloc<int>()» name the struct: alloc<some_struct>(…)',
      '1:79 type «alloc<int>()» name the struct: alloc<some_struct>(…)',
      "1:98 TS2345 «3» Argument of type 'number' is not assignable to parameter of type 'object'.",
      '1:102 TS2554 «free» Expected 1 arguments, but got 0.',
      '1:110 type «local<int>()» name the struct: local<some_struct>(…)',
    ]);
  });

  it('allocation of a struct that there is not', () => {
    expect(complaints(`interface item { a: int; } thread('t', () => { const p = alloc<itm>(); const q = local<itm>(); const n = sizeof<itm>(); });`)).toEqual([
      "1:64 TS2552 «itm» Cannot find name 'itm'. Did you mean 'item'?",
      "1:88 TS2552 «itm» Cannot find name 'itm'. Did you mean 'item'?",
      "1:113 TS2552 «itm» Cannot find name 'itm'. Did you mean 'item'?",
    ]);
  });

  it('what a constant, a global and a target cannot be', () => {
    expect(complaints(`const A = A + 1;
const B = pick(3);
const C = 1 / 0;
const D: int = true;
let e: int = pick(3);
let f;
let g: int = 1.5;
let h: nope;
let i: int = 3, j: int = i;
thread('t', () => { const x = 1 / 0; pick(0); pick(); let y; let z = NULL; const v = smp_mb(); thread_count = 3; A = 3; });`)).toEqual([
      '1:7 constant «A» the constant A is defined by itself',
      '2:11 constant «pick(3)» B is not a compile-time constant; shared variables are declared with `let`',
      '3:11 operator «1 / 0» division by zero',
      '4:16 type «true» int is needed here, not boolean',
      '5:14 constant «pick(3)» a global starts with a constant; set it in setup',
      '6:5 global «f» say the type of `f`',
      '7:14 float «1.5» there are no fractions in the dialect: numbers are 32-bit integers',
      "8:8 TS2304 «nope» Cannot find name 'nope'.",
      '9:26 constant «i» a global starts with a constant; set it in setup',
      '10:31 operator «1 / 0» division by zero',
      '10:38 call «pick(0)» pick(n) needs n of at least 1',
      '10:47 TS2554 «pick» Expected 1 arguments, but got 0.',
      '10:59 type «y» say the type of `y`',
      '10:66 type «z = NULL» say what `z` points to',
      '10:86 type «smp_mb()» this call returns nothing',
      '10:96 place «thread_count» a variable, a field or an array element is needed here',
      '10:114 place «A» A is a constant; a variable is declared with `let`',
    ]);
  });
});
