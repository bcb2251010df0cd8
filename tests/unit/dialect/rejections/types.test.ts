import { describe, expect, it } from 'vitest';
import { complaints } from '../complaints.ts';

describe('errors: types of the dialect', () => {
  it('strings', () => {
    expect(complaints(`let s: string;
function f(a: string): void { const x = 'abc'; const y = \`a\${1}\`; const z = \`abc\`; }
thread('t', () => { tracepoint('a' + 'b'); });`)).toEqual([
      '1:8 type «string» the type `string` is outside the dialect: there are no strings in the dialect',
      '2:15 type «string» the type `string` is outside the dialect: there are no strings in the dialect',
      "2:41 string «'abc'» strings are not data in the dialect; they only name tracepoints, counters and messages",
      '2:58 string «`a${1}`» strings are not data in the dialect; they only name tracepoints, counters and messages',
      '2:77 string «`abc`» strings are not data in the dialect; they only name tracepoints, counters and messages',
      "3:32 string «'a' + 'b'» the event's name is written out as a string",
    ]);
  });

  it('fractions and numbers beyond 32 bits', () => {
    expect(complaints(`const PI = 3.14;
let x: number = 1.5;
thread('t', () => { const y = 2.5; const z = 1e20; const w = 5000000000; const b = 10n; });`)).toEqual([
      '1:12 float «3.14» there are no fractions in the dialect: numbers are 32-bit integers',
      '2:8 type «number» the type `number` is outside the dialect: say int, uint or ulong',
      '2:17 float «1.5» there are no fractions in the dialect: numbers are 32-bit integers',
      '3:31 float «2.5» there are no fractions in the dialect: numbers are 32-bit integers',
      '3:46 float «1e20» integers have 32 bits: the largest is 4294967295',
      '3:62 float «5000000000» integers have 32 bits: the largest is 4294967295',
      '3:84 float «10n» integers have 32 bits: write the number without `n`',
    ]);
  });

  it('a struct that does not exist is no word', () => {
    expect(complaints(`interface A { f: callback_head; e: Embedded<callback_head>; c: CacheAligned<callback_head>; a: ArrayOf<Embedded<callback_head>, 2>; }
thread('t', () => {});`)).toEqual([
      "1:18 TS2304 «callback_head» Cannot find name 'callback_head'.",
      "1:45 TS2304 «callback_head» Cannot find name 'callback_head'.",
      "1:77 TS2304 «callback_head» Cannot find name 'callback_head'.",
      "1:113 TS2304 «callback_head» Cannot find name 'callback_head'.",
    ]);
  });

  it('structs that are not plain fields', () => {
    expect(complaints(`interface A { a: int; b?: int; c(): void; [k: string]: int; readonly d: int; 'e': int; f: A; g: Embedded<A>; h: number; i: string; j: int[]; k: [int, int]; l: any; m: unknown; n: never; o: bigint; p: Embedded<int>; q: CacheAligned<int>; r: ArrayOf<int, 0>; s: ArrayOf<int, 2000000>; t: null; u: { x: int }; v: Array<int>; w: Object; }
interface B extends A {}
interface C<T> { a: T; }
thread('t', () => {});`)).toEqual([
      '1:11 struct «A» struct A embeds itself; use a pointer (a field of type A) instead',
      '1:23 struct «b?: int;» a struct has plain fields only: `name: type;`',
      '1:32 struct «c(): void;» a struct has plain fields only: `name: type;`',
      '1:43 struct «[k: string]: int;» a struct has plain fields only: `name: type;`',
      "1:78 struct «'e': int;» a struct has plain fields only: `name: type;`",
      '1:113 type «number» the type `number` is outside the dialect: say int, uint or ulong',
      '1:124 type «string» the type `string` is outside the dialect: there are no strings in the dialect',
      '1:135 type «int[]» the type `int[]` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:145 type «[int, int]» the type `[int, int]` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:160 type «any» the type `any` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:168 type «unknown» the type `unknown` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:180 type «never» the type `never` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:190 type «bigint» the type `bigint` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:201 type «Embedded<int>» only a struct can be embedded; a word needs no Embedded<…>',
      "1:254 type «0» an array's length is a constant from 1 to 1048576: a number, or `typeof NAME` of a constant",
      "1:274 type «2000000» an array's length is a constant from 1 to 1048576: a number, or `typeof NAME` of a constant",
      '1:287 type «null» the type `null` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:296 type «{ x: int }» the type `{ x: int }` is outside the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>',
      '1:311 type «Array<int>» `Array` is not a type of the dialect',
      '1:326 type «Object» `Object` is not a type of the dialect',
      '2:13 struct «extends A» a struct cannot extend another; embed it: `base: Embedded<…>`',
      '3:13 struct «T» a struct cannot have type parameters',
      '3:21 type «T» `T` is not a type of the dialect',
    ]);
  });

  it('aliases', () => {
    expect(complaints(`type Text = string;
type Pair<T> = T;
type Loop = Loop;
type Fine = (x: int) => void;
thread('t', () => { const x: Text = 3; const y: Loop = 3; });`)).toEqual([
      '1:13 type «string» the type `string` is outside the dialect: there are no strings in the dialect',
      '2:11 type «T» types cannot have type parameters',
      "3:6 TS2456 «Loop» Type alias 'Loop' circularly references itself.",
      "5:27 TS2322 «x» Type 'number' is not assignable to type 'string'.",
    ]);
  });

  it('words on lines of their own in an array', () => {
    expect(complaints(`let a: ArrayOf<CacheAligned<int>, 4>;\nthread('t', () => {});`)).toEqual([
      '1:16 type «CacheAligned<int>» only structs can be elements on lines of their own: put the word into a struct',
    ]);
  });

  it('arrays', () => {
    expect(complaints(`interface S { a: ArrayOf<int, 4>; m: ArrayOf<ArrayOf<int, 2>, 3>; n: ArrayOf<int, 'x'>; }
let s: S;
function f(a: ArrayOf<int, 3>): ArrayOf<int, 3> { return a; }
thread('t', () => { s.a[4]; s.m[1][2]; s.m[3][1]; s.m[1]; s.a[s]; s.a['x']; s[0]; pick[0]; s.a.length = 3; s.a.foo; });`)).toEqual([
      "1:83 type «'x'» an array's length is a constant from 1 to 1048576: a number, or `typeof NAME` of a constant",
      '3:15 signature «ArrayOf<int, 3>» an array cannot be passed: pass the struct that holds it',
      '3:33 signature «ArrayOf<int, 3>» an array cannot be passed: pass the struct that holds it',
      "4:25 bounds «4» index 4 is outside the array's 0 … 3",
      "4:36 bounds «2» index 2 is outside the array's 0 … 1",
      "4:44 bounds «3» index 3 is outside the array's 0 … 2",
      '4:51 type «s.m[1]» an array is not a value: index it',
      '4:63 type «s» an index is a number, not S',
      "4:71 string «'x'» strings are not data in the dialect; they only name tracepoints, counters and messages",
      '4:77 place «s» only an array field or an array variable can be indexed',
      '4:83 place «pick» only an array field or an array variable can be indexed',
      '4:92 place «s.a.length» an array has a constant length and elements; it is indexed: a[i]',
      '4:108 place «s.a.foo» an array has a constant length and elements; it is indexed: a[i]',
    ]);
  });

  it('constants and first values of other types', () => {
    expect(complaints(`const ZERO = 0;
const A = -true;
const B = !ZERO;
const C = ZERO && 2;
const D = ZERO ? 1 : 2;
const E = true < false;
const F = true ? 1 : false;
const G: boolean = NULL;
const H: Embedded<atomic_t> = NULL;
let i: int = NULL;
let j: boolean = NULL;
let k: ArrayOf<int, 3> = NULL;
let l: int = -true;
const M: atomic_t = NULL; let n: uint = -1; let o: () => void = NULL; let p: void_ptr = M; const Q = true === true && !(NULL === NULL);
thread('t', () => {});`).map((each) => each.replace(/constants are .*/, '…'))).toEqual([
      '2:11 operator «-true» …',
      '3:11 operator «!ZERO» …',
      '4:11 operator «ZERO && 2» …',
      '5:11 operator «ZERO ? 1 : 2» …',
      '6:11 operator «true < false» …',
      '7:11 operator «true ? 1 : false» …',
      '8:20 type «NULL» boolean is needed here, not NULL',
      '9:31 type «NULL» Embedded<atomic_t> is needed here, not NULL',
      '10:14 type «NULL» int is needed here, not NULL',
      '11:18 type «NULL» boolean is needed here, not NULL',
      '12:26 type «NULL» ArrayOf<int, 3> is needed here, not NULL',
      '13:14 operator «-true» …',
    ]);
  });

  it('callbacks as pointers to objects', () => {
    expect(complaints(`interface S { m: Embedded<atomic_t>; }
function f(): void {}
let p: void_ptr; let s: S; let g: () => void;
thread('t', () => { cast<S>(f); free(f); address_of(f); container_of<S>(f, 'm'); if (g === p) {} if (s === g) {} });`)).toEqual([
      '4:29 type «f» a callback is no address: it points to no object',
      '4:38 type «f» a callback is no address: it points to no object',
      '4:53 type «f» a callback is no address: it points to no object',
      '4:73 type «f» a callback is no address: it points to no object',
      '4:86 operator «g === p» callback and void_ptr cannot be equal',
      '4:102 operator «s === g» S and callback cannot be equal',
    ]);
  });

  it('values of other types', () => {
    expect(complaints(`let mm: atomic_t; interface foo { counter: int; }
function f(a: int, b: atomic_t): int { return b; }
function noret(a: int): int { if (a === 3) return 3; }
function nothing(a: int): int { }
thread('t', () => { f(1); f(1, 2); f(1, mm, 3); mm.nope = 3; nope(); nope = 3; const q: foo = mm; let z: foo = cast<foo>(mm); z = mm; f(true, mm); noret(1); const v = nothing(3); let x: nope; const w = noret; unreachable: ; });`)).toEqual([
      '2:47 type «b» int is needed here, not atomic_t',
      '3:25 TS7030 «int» Not all code paths return a value.',
      "4:27 TS2355 «int» A function whose declared type is neither 'undefined', 'void', nor 'any' must return a value.",
      '5:21 TS2554 «f» Expected 2 arguments, but got 1.',
      '5:32 type «2» atomic_t is needed here, not int',
      '5:45 TS2554 «3» Expected 2 arguments, but got 3.',
      '5:52 place «nope» struct atomic_t has no field `nope`',
      "5:62 TS2304 «nope» Cannot find name 'nope'.",
      "5:70 TS2304 «nope» Cannot find name 'nope'.",
      '5:95 type «mm» a pointer to atomic_t is not a pointer to foo: say cast<foo>(…) if it is meant',
      '5:131 type «mm» a pointer to atomic_t is not a pointer to foo: say cast<foo>(…) if it is meant',
      '5:137 type «true» int is needed here, not boolean',
      "5:187 TS2304 «nope» Cannot find name 'nope'.",
    ]);
  });

  it('what a local variable cannot be', () => {
    expect(complaints(`let p: atomic_t;
thread('t', () => {
  const a = NULL;
  let b = true ? NULL : p;
  const c = true ? p : 3;
  const d = p === NULL ? 1 : true;
  const [e] = p;
  b = 3;
  const v: void_ptr = p;
  v.counter;
  p = v;
  p = cast<atomic_t>(v);
  const w: void_ptr = 3;
});`)).toEqual([
      '3:9 type «a = NULL» say what `a` points to',
      '5:13 type «true ? p : 3» both values of `?:` have one type; these are atomic_t and int',
      '6:13 type «p === NULL ? 1 : true» both values of `?:` have one type; these are int and boolean',
      '7:9 statement «[e]» destructuring is outside the dialect',
      '8:7 type «3» atomic_t is needed here, not int',
      '10:3 place «v» only a struct has fields; say what it points to: cast<T>(pointer)',
      '11:7 type «v» atomic_t is needed here, not void_ptr',
      '13:23 type «3» void_ptr is needed here, not int',
    ]);
  });

  it('nothing, used as a value', () => {
    expect(complaints(`function v(): void {}
thread('t', () => { const x: int = v(); let y: int; y = v(); const z = true ? v() : v(); pick(v()); if (v()) {} v() === v(); return v(); });
thread('u', v2); function v2(): int { return 3; }
setup((): int => 3);
always('z', () => {});
always('q', v);`)).toEqual([
      '2:36 type «v()» this call returns nothing',
      '2:57 type «v()» this call returns nothing',
      '2:72 type «true ? v() : v()» this call returns nothing',
      "2:95 TS2345 «v()» Argument of type 'void' is not assignable to parameter of type 'number'.",
      '2:105 operator «v()» a condition is a boolean, not nothing',
      '2:113 operator «v() === v()» nothing and nothing cannot be equal',
      '3:13 scenario «v2» this function returns int, but `thread` takes one that returns nothing',
      '4:7 scenario «(): int => 3» this function returns int, but `setup` takes one that returns nothing',
      "5:13 TS2345 «() => {}» Argument of type '() => void' is not assignable to parameter of type '() => boolean'.\n  Type 'void' is not assignable to type 'boolean'.",
      '6:13 scenario «v» this function returns nothing, but `always` takes one that returns boolean',
    ]);
  });
});
