import { describe, expect, it } from 'vitest';
import { complaints } from '../complaints.ts';

describe('errors: operators, places and statements', () => {
  it('truthiness, loose equality, numbers mixed with booleans and pointers', () => {
    expect(complaints(`let p: atomic_t; let i: int; let b: boolean;
thread('t', () => {
  if (p.counter == 3) return;
  if (p != NULL) return;
  if (i) return;
  if (p) return;
  if (!i) return;
  if (!p) return;
  while (i--) {}
  b = i && b;
  b = b || p;
  b = i === 3 && p !== NULL;
  b = i;
  i = b;
  const x = i ? 3 : 4;
  if (i = 3) {}
  if (b === i) {}
  if (b < b) {}
  i = p + 1;
  i = -p;
  i = b + 1;
  i++;
  b++;
  p++;
});`)).toEqual([
      '3:17 operator «==» compare with `===`',
      '4:9 operator «!=» compare with `!==`',
      '5:7 operator «i» a condition is a boolean, not int: compare it with 0',
      '6:7 operator «p» a condition is a boolean, not atomic_t: compare it with NULL',
      '7:8 operator «i» `!` takes a boolean, not int: compare it with 0',
      '8:8 operator «p» `!` takes a boolean, not atomic_t: compare it with NULL',
      '9:10 operator «i--» a condition is a boolean, not int: compare it with 0',
      '10:7 operator «i» `&&` and `||` take booleans, not int: compare it with 0',
      '11:12 operator «p» `&&` and `||` take booleans, not atomic_t: compare it with NULL',
      '13:7 type «i» boolean is needed here, not int',
      '14:7 type «b» int is needed here, not boolean',
      '15:13 operator «i» a condition is a boolean, not int: compare it with 0',
      '16:7 operator «i = 3» a condition is a boolean, not int: compare it with 0',
      '17:7 operator «b === i» boolean and int cannot be equal',
      '18:7 operator «b < b» `<` works on numbers, not on boolean',
      '19:7 operator «p + 1» `+` works on numbers, not on pointers (atomic_t)',
      '20:7 operator «-p» `-` works on numbers, not on pointers (atomic_t)',
      '21:7 operator «b + 1» `+` works on numbers, not on boolean',
      '23:3 operator «b++» only numbers can be counted, not boolean',
      '24:3 operator «p++» only numbers can be counted, not atomic_t',
    ]);
  });

  it('assignment of structs and arrays', () => {
    expect(complaints(`interface S { a: int; e: Embedded<atomic_t>; arr: ArrayOf<int, 4>; }
let s: Embedded<S>; let t: Embedded<S>;
thread('t', () => { s = t; s.e = t.e; s.arr = t.arr; s.arr[4] = 1; s.arr[-1] = 2; s[0] = 3; let l: ArrayOf<int, 3>; let m: Embedded<S>; const n = s.arr; s.arr.length = 3; s.arr[4294967295] = 4; });`)).toEqual([
      '3:21 assignment «s = t» structs and arrays cannot be assigned: copy their fields',
      '3:28 assignment «s.e = t.e» structs and arrays cannot be assigned: copy their fields',
      '3:39 assignment «s.arr = t.arr» structs and arrays cannot be assigned: copy their fields',
      "3:60 bounds «4» index 4 is outside the array's 0 … 3",
      "3:74 bounds «-1» index -1 is outside the array's 0 … 3",
      '3:83 place «s» only an array field or an array variable can be indexed',
      '3:100 type «ArrayOf<int, 3>» a local variable holds a word or a pointer; for storage of its own use local<T>()',
      '3:124 type «Embedded<S>» a local variable holds a word or a pointer; for storage of its own use local<T>()',
      '3:147 type «s.arr» an array is not a value: index it',
      '3:154 place «s.arr.length» an array has a constant length and elements; it is indexed: a[i]',
      "3:178 bounds «4294967295» index 4294967295 is outside the array's 0 … 3",
    ]);
  });

  it('cases', () => {
    expect(complaints(`let i: int;
thread('t', () => { switch (i) { case i: break; case pick(3): break; case 1: let x = 3; break; case 1: break; case true: break; default: break; } });`)).toEqual([
      '2:39 constant «i» a case is a compile-time constant',
      '2:54 constant «pick(3)» a case is a compile-time constant',
      '2:78 statement «let x = 3;» a case that declares variables is written in braces: case 1: { … }',
      '2:101 duplicate «1» there is a case for this value already',
      '2:116 type «true» int is needed here, not boolean',
    ]);
  });

  it('places of macros', () => {
    expect(complaints(`interface S { c: int; counter: int; e: Embedded<atomic_t>; a: ArrayOf<int, 2>; }
let s: Embedded<S>;
let q: S;
thread('t', () => { atomic_inc(s); atomic_inc(q); atomic_inc(s.e); READ_ONCE(s.e); READ_ONCE(s.a); cmpxchg(s.e, NULL, NULL); xchg(s.a, s.a); futex_wait(s.e, NULL); futex_wake(s, 1); const l: int = 3; READ_ONCE(l); WRITE_ONCE(s.c, NULL); cmpxchg(s.c, 1, true); const t: int = s.a.length; const u = s.a[true]; });`)).toEqual([
      '4:32 type «s» an atomic_t is needed here, not S',
      '4:47 type «q» an atomic_t is needed here, not S',
      '4:78 place «s.e» a word is needed here, not all of atomic_t: name one of its parts',
      '4:94 place «s.a» a word is needed here, not all of an array: name one of its parts',
      '4:108 place «s.e» a word is needed here, not all of atomic_t: name one of its parts',
      '4:131 place «s.a» a word is needed here, not all of an array: name one of its parts',
      '4:136 type «s.a» an array is not a value: index it',
      '4:153 place «s.e» a word is needed here, not all of atomic_t: name one of its parts',
      '4:176 place «s» a word is needed here, not all of S: name one of its parts',
      '4:211 place «l» a shared place is needed here: a field, an array element or a top-level variable, not a local one',
      '4:231 type «NULL» int is needed here, not NULL',
      '4:254 type «true» int is needed here, not boolean',
      '4:302 type «true» an index is a number, not boolean',
    ]);
  });

  it('members that no struct is around', () => {
    expect(complaints(`interface S { a: int; e: Embedded<T>; p: T; } interface T { v: int; }
let s: Embedded<S>;
thread('t', () => {
  container_of<S>(s.e, 'a');
  container_of<S>(s.e, 'p');
  container_of<S>(s, 'e');
  container_of<S>(s.e, 'e');
});`)).toEqual([
      "4:24 place «'a'» S.a is no embedded struct: no pointer leads to it",
      "5:24 place «'p'» S.p is no embedded struct: no pointer leads to it",
      '6:19 type «s» a pointer to S is not a pointer to T: say cast<T>(…) if it is meant',
    ]);
  });

  it('arguments of intrinsics', () => {
    expect(complaints(`interface S { a: int; e: Embedded<atomic_t>; }
let s: Embedded<S>;
let name: int;
thread('t', () => {
  container_of<S>(s.e, 'nope');
  container_of(s.e, 'e');
  cast<S>(3);
  cast<int>(s);
  sizeof<int>();
  tracepoint(name);
  count_event(\`a\${name}\`);
  latency_end('x', 'y');
  assert(name === 1, name);
  config('lower', 3);
  config(name, 3);
  config('UPPER', name);
  READ_ONCE(3);
  READ_ONCE(pick(2));
  WRITE_ONCE(s.a, 'x');
});`)).toEqual([
      "5:24 TS2345 «'nope'» Argument of type '\"nope\"' is not assignable to parameter of type 'keyof S'.",
      "6:3 type «container_of(s.e, 'e')» name the struct: container_of<some_struct>(…)",
      "7:11 TS2345 «3» Argument of type 'number' is not assignable to parameter of type 'object'.",
      '8:3 type «cast<int>(s)» name the struct: cast<some_struct>(…)',
      '9:3 type «sizeof<int>()» name the struct: sizeof<some_struct>(…)',
      "10:14 string «name» the event's name is written out as a string",
      "11:15 string «`a${name}`» the counter's name is written out as a string",
      "12:20 string «'y'» strings are not data in the dialect; they only name tracepoints, counters and messages",
      '13:22 string «name» the message is written out as a string',
      "14:10 constant «'lower'» the name of a switch is written out, in capitals: config('BATCH', 32)",
      "15:10 constant «name» the name of a switch is written out, in capitals: config('BATCH', 32)",
      "16:19 constant «name» a switch starts with a number, true or false that is a constant: config('BATCH', 32)",
      '17:13 place «3» a variable, a field or an array element is needed here',
      '18:13 place «pick(2)» a variable, a field or an array element is needed here',
      "19:19 string «'x'» strings are not data in the dialect; they only name tracepoints, counters and messages",
    ]);
  });

  it('mistakes on the side that a switch has turned off', () => {
    expect(complaints(`const OFF = config('OFF', false);
thread('t', () => { if (OFF) { nope(); free(3); const x = 1.5; } const y = OFF ? 1.5 : 2; const z = OFF && 1; const w = true || alloc(); });`)).toEqual([
      "2:32 TS2304 «nope» Cannot find name 'nope'.",
      "2:45 TS2345 «3» Argument of type 'number' is not assignable to parameter of type 'object'.",
      '2:59 float «1.5» there are no fractions in the dialect: numbers are 32-bit integers',
      '2:82 float «1.5» there are no fractions in the dialect: numbers are 32-bit integers',
      '2:108 operator «1» `&&` and `||` take booleans, not int: compare it with 0',
      '2:129 type «alloc()» name the struct: alloc<some_struct>(…)',
    ]);
  });

  it('jumps to nowhere', () => {
    expect(complaints(`thread('t', () => { const x = 1; a: b: while (true) { c: for (;;) { continue a; } } d: { break d; } break; continue; break nope; });`)).toEqual([
      '1:101 statement «break;» there is nothing here to break',
      '1:108 statement «continue;» there is nothing here to continue',
      '1:118 statement «break nope;» there is nothing here to break',
    ]);
  });
});
