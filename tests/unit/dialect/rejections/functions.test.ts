import { describe, expect, it } from 'vitest';
import { complaints } from '../complaints.ts';

describe('errors: functions', () => {
  it('`this`, and a name in parentheses', () => {
    expect(complaints(`interface S { a: int; }
function method(this: S): void {}
function f(a: int): void {}
thread('t', () => { (f)(3); });`)).toEqual([
      '2:17 signature «this: S» there is no `this` in the dialect: give the parameter another name',
      '4:21 call «(f)» what is called is named without parentheses around it',
    ]);
  });

  it('parameters that are not plain', () => {
    expect(complaints(`function f(a: int = 3): int { return a; }
function g(a?: int): int { return a; }
function h(...a: int[]): int { return 0; }
function i({ a }: { a: int }): int { return a; }
function j<T>(a: T): T { return a; }
function k(a): int { return a; }
function l(a: int) { return a; }
thread('t', () => {});`)).toEqual([
      '1:12 signature «a: int = 3» parameters cannot be optional, defaulted or rest',
      '2:12 signature «a?: int» parameters cannot be optional, defaulted or rest',
      '3:12 signature «...a: int[]» parameters cannot be optional, defaulted or rest',
      '4:12 signature «{ a }» destructuring is outside the dialect',
      '4:45 expression «a» `a` cannot be used as a value',
      '5:12 signature «T» functions cannot have type parameters',
      '5:18 type «T» `T` is not a type of the dialect',
      '5:22 type «T» `T` is not a type of the dialect',
      '6:12 signature «a» say the type of the parameter `a`',
      '7:10 signature «l» say what the function returns: `function f(…): int`',
    ]);
  });

  it('signatures', () => {
    expect(complaints(`function f(x: int, y: any, z: void): never { return x; }
let g: (x: int, ...r: int[]) => void;
function noType(x): void {}
function two(x: int): int { return; }
thread('t', () => { import('x'); import.meta; super.x(); new.target; });`)).toEqual([
      '1:23 type «any» the type `any` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:31 type «void» the type `void` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:38 type «never» the type `never` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '2:17 signature «...r: int[]» a callback takes plain parameters: (head: rcu_head) => void',
      '3:17 signature «x» say the type of the parameter `x`',
      '4:29 signature «return;» two returns int',
      "5:21 expression «import('x')» `import` is outside the dialect",
      '5:34 expression «import.meta» `import.meta` is outside the dialect',
      '5:47 expression «super» `super` is outside the dialect',
      '5:58 expression «new.target» `new.target` is outside the dialect',
    ]);
  });

  it('static callbacks of another shape', () => {
    expect(complaints(`interface H { func: (h: H) => void; g: (h: H) => int; o: (h?: H) => void; p: (h: H) => H; }
let h: H;
function none(): void {}
function one(h: H): void {}
function val(h: H): int { return 0; }
function two(h: H, x: int): void {}
thread('t', () => { h.func = none; h.func = one; h.func = val; h.func = two; h.func = pick; h.func = 3; h.func = () => {}; h.g = one; h.func(h); h.func(); const x = h.g(h); h.o(); h.p(h).func = one; if (h.func === one) {} const y = one; y(h); });`)).toEqual([
      '1:59 signature «h?: H» a callback takes plain parameters: (head: rcu_head) => void',
      '7:30 callback «none» this function takes 0 parameters, but the callback takes 1 parameter',
      '7:59 callback «val» this function returns a value, but the callback returns nothing',
      '7:73 callback «two» this function takes 2 parameters, but the callback takes 1 parameter',
      '7:87 expression «pick» `pick` cannot be used as a value',
      '7:102 type «3» callback is needed here, not int',
      '7:114 closure «() => {}» functions are values only as static callbacks: name a top-level function',
      '7:130 callback «one» this function returns nothing, but the callback returns a value',
      '7:148 TS2554 «func» Expected 1 arguments, but got 0.',
    ]);
  });

  it('callbacks in variables and through intrinsics', () => {
    expect(complaints(`interface H { func: (h: H) => int; }
let h: H;
function ok(h: H): int { return 0; }
function less(): int { return 0; }
function voids(h: H): void {}
thread('t', () => {
  WRITE_ONCE(h.func, less);
  rcu_assign_pointer(h.func, voids);
  let f: (h: H) => int = less;
  f = voids;
  f = ok;
  f(3);
  const n: int = f(h);
  const b: boolean = f(h);
  h.func = NULL;
  if (h.func === 3) {}
  f.x;
  cast<H>(ok).func;
});`)).toEqual([
      '7:22 callback «less» this function takes 0 parameters, but the callback takes 1 parameter',
      '8:30 callback «voids» this function returns nothing, but the callback returns a value',
      '9:26 callback «less» this function takes 0 parameters, but the callback takes 1 parameter',
      '10:7 callback «voids» this function returns nothing, but the callback returns a value',
      '12:5 type «3» H is needed here, not int',
      '14:22 type «f(h)» boolean is needed here, not int',
      '16:7 operator «h.func === 3» callback and int cannot be equal',
      '17:3 place «f» only a struct has fields; it is callback',
      '18:11 type «ok» a callback is no address: it points to no object',
    ]);
  });

  it('static callbacks of structs that are alike in shape alone', () => {
    expect(complaints(`interface S { a: int; b: int; }
interface T { b: int; a: int; }
interface Ops { f: (s: S) => int; g: (a: int) => S; h: (f: (s: S) => int) => int; }
let ops: Embedded<Ops>; let s: S; let one: (t: T) => int;
function takesS(s: S): int { return s.a; }
function takesT(t: T): int { return t.a; }
function two(a: S, b: S): int { return 0; }
function givesT(a: int): T { return NULL; }
function higher(f: (t: T) => int): int { return 0; }
function given(f: (s: S) => int): int { return f(s); }
function gives(): (s: S) => int { return takesT; }
thread('t', () => {
  ops.f = takesT;
  ops.g = givesT;
  ops.h = higher;
  given(takesT);
  given(one);
  WRITE_ONCE(ops.f, takesT);
  const c = s === NULL ? takesS : takesT;
  const d = s === NULL ? takesS : two;
  const e: (s: S) => int = one;
});
override(given, (f: (t: T) => int) => 3);
observe_call(given, (f: (t: T) => int) => {});`)).toEqual([
      '11:42 callback «takesT» parameter 1 of this function is T, but of the callback it is S',
      '13:11 callback «takesT» parameter 1 of this function is T, but of the callback it is S',
      '14:11 callback «givesT» this function returns T, but the callback returns S',
      '15:11 callback «higher» parameter 1 of this function is (t: T) => int, but of the callback it is (s: S) => int',
      '16:9 callback «takesT» parameter 1 of this function is T, but of the callback it is S',
      '17:9 callback «one» parameter 1 of this function is T, but of the callback it is S',
      '18:21 callback «takesT» parameter 1 of this function is T, but of the callback it is S',
      '19:13 type «s === NULL ? takesS : takesT» both values of `?:` have one type; these are callbacks of two types',
      '20:13 type «s === NULL ? takesS : two» both values of `?:` have one type; these are callbacks of two types',
      '21:28 callback «one» parameter 1 of this function is T, but of the callback it is S',
      '23:17 override «(f: (t: T) => int) => 3» parameter 1 of given is (s: S) => int, but `f` of this function is (t: T) => int',
      '24:22 observer «f: (t: T) => int» what comes here is (s: S) => int, not (t: T) => int',
    ]);
  });

  it('but none of callbacks that take what they are given', () => {
    expect(complaints(`interface S { a: int; f: (s: S) => void_ptr; g: (u: uint) => uint; }
type Again = (again: Again) => void;
type Likewise = (likewise: Likewise) => void;
let s: Embedded<S>; let again: Again; let likewise: Likewise;
function any(p: void_ptr): S { return s; }
function number(i: int): int { return i; }
function rest(a: Again): void { again = a; likewise = a; }
thread('t', () => {
  s.f = any;
  const f = s.f === NULL ? any : s.f;
  s.f = f;
  s.g = number;
  again = rest;
  again(likewise);
});`)).toEqual([]);
  });

  it('overrides of a function that another protocol has', () => {
    expect(complaints(`scenario({ title: 'x', protocol: '6.4-6.13' });
override(vma_refcount_put, (vma: vm_area_struct): void => {});
thread('t', () => {});`, { kernel: true })).toEqual([
      '2:10 override «vma_refcount_put» there is no function `vma_refcount_put` to replace in this program; there is one with 6.15-refcnt',
    ]);
  });

  it('overrides of a function that is written otherwise', () => {
    expect(complaints(`scenario({ title: 'x' });
override(vma_write_lok, (vma) => {});
override(vma_read_trylock, (vma, more) => false);
thread('t', () => {});`, { kernel: true })).toEqual([
      '2:10 override «vma_write_lok» there is no function `vma_write_lok` to replace in this program; did you mean vma_write_lock?',
      '3:28 override «(vma, more) => false» vma_read_trylock takes 1 parameter, but this function takes 2 parameters',
    ]);
  });

  it('overrides of another shape', () => {
    expect(complaints(`function target(a: int): int { return a; } function other(a: int): int { return a; } function third(): void {}
override(target, (a: int, b: int): int => b);
override(other, () => {});
override(nope, () => {});
override(third, 3);
override(pick, (n: int): int => 0);
override((): int => 1, (): int => 0);
thread('t', () => { target(3); });`)).toEqual([
      '2:18 override «(a: int, b: int): int => b» target takes 1 parameter, but this function takes 2 parameters',
      '3:17 override «() => {}» other returns int, but this function returns nothing',
      '4:10 override «nope» there is no function `nope` to replace in this program',
      '5:17 override «3» the second argument is the function to use instead: (…) => { … }',
      '6:10 override «pick» there is no function `pick` to replace in this program',
      '7:10 override «(): int => 1» the first argument is the kernel function to replace, by its name',
    ]);
  });

  it('overrides whose types are others', () => {
    expect(complaints(`override(lock_vma_under_rcu, (address: ulong, mm: mm_struct): vm_area_struct => NULL);
override(vma_read_trylock, (vma) => {});
override(find_vma, (mm: mm_struct, address: int) => NULL);
override(vma_write_lock, (vma) => {});
override(page_fault, (mm) => { for (;;) return 0; });
thread('t', () => {});`, { kernel: true })).toEqual([
      '1:30 override «(address: ulong, mm: mm_struct): vm_area_struct => NULL» parameter 1 of lock_vma_under_rcu is mm_struct, but `address` of this function is ulong',
      '2:28 override «(vma) => {}» vma_read_trylock returns boolean, but this function returns nothing',
      '3:20 override «(mm: mm_struct, address: int) => NULL» parameter 2 of find_vma is ulong, but `address` of this function is int',
    ]);
  });

  it('direct recursion', () => {
    expect(complaints(`function f(n: int): int { return n < 1 ? 0 : f(n - 1); }
thread('t', () => { f(3); });`)).toEqual([
      '1:10 recursion «f» recursion is outside the dialect: f → f',
    ]);
  });

  it('mutual recursion', () => {
    expect(complaints(`function a(n: int): void { b(n); }
function b(n: int): void { a(n); }
thread('t', () => { a(3); });`)).toEqual([
      '1:10 recursion «a» recursion is outside the dialect: a → b → a',
    ]);
  });

  it('recursion through a callback', () => {
    expect(complaints(`interface H { func: (h: H) => void; }
let g: H;
function cb(h: H): void { g.func(h); }
thread('t', () => { g.func = cb; });`)).toEqual([
      '3:10 recursion «cb» recursion is outside the dialect: cb → cb',
    ]);
  });

  it('recursion through an override', () => {
    expect(complaints(`function target(a: int): int { return a; }
function other(a: int): int { return target(a); }
override(target, (a: int): int => other(a));
thread('t', () => { target(3); });`)).toEqual([
      '3:18 recursion «(a: int): int => other(a)» recursion is outside the dialect: target → other → target',
    ]);
  });
});
