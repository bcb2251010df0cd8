import { describe, expect, it } from 'vitest';
import { complaints } from '../complaints.ts';

describe('errors: waiting', () => {
  it('conditions that do more than read', () => {
    expect(complaints(`let i: int; let l: Embedded<atomic_t>;
function incr(): boolean { i++; return true; }
function waits(): boolean { wait_until(() => i === 0); return true; }
thread('t', () => {
  wait_until(() => (i = 3) === 3);
  wait_until(() => incr());
  wait_until(() => i++ === 3);
  wait_until(() => atomic_inc_return(l) === 3);
  wait_until(() => waits());
  wait_until(() => { return i === 3; });
  wait_until(() => { i = 3; return true; });
  wait_until(incr);
  let x: int = 3;
  wait_until(() => (x = 3) === 3);
  wait_until(() => i);
  wait_until(() => pick(2) === 1);
});
always('writes', () => i++ === 0);
always('x', () => incr());
always('y', () => { const y = i; return y === 3; });`)).toEqual([
      '5:20 side-effect «(i = 3) === 3» a condition may only read: it is evaluated as often as needed',
      '6:20 side-effect «incr()» a condition may only read, but incr does more',
      '7:20 side-effect «i++ === 3» a condition may only read: it is evaluated as often as needed',
      '8:20 side-effect «atomic_inc_return(l) === 3» a condition may only read: it is evaluated as often as needed',
      '9:20 side-effect «waits()» a condition may only read, but waits does more',
      '11:20 statement «{ i = 3; return true; }» a waiting condition is one expression: () => …',
      '12:14 closure «incr» `wait_until` takes a function written in place: () => …',
      '14:21 side-effect «x = 3» a condition may only read: it is evaluated as often as needed',
      '15:20 operator «i» a condition is a boolean, not int: compare it with 0',
      '16:20 side-effect «pick(2) === 1» a condition may only read: it is evaluated as often as needed',
      '18:18 side-effect «() => i++ === 0» a condition may only read',
      '19:13 side-effect «() => incr()» a condition may only read, but incr does more',
    ]);
  });

  it('a deadline in a condition', () => {
    expect(complaints(`let i: int;
function late(d: uint): boolean { return deadline_passed(d); }
thread('t', () => {
  const d = deadline_after_us(5);
  wait_until(() => i === 1 || deadline_passed(d));
  spin_until(() => late(d));
  while (i === 0 && !late(d)) cpu_relax();
});`)).toEqual([
      '5:20 side-effect «i === 1 || deadline_passed(d)» a condition may not look at a deadline: write a loop, while (… && !deadline_passed(d)) cpu_relax();',
      '6:20 side-effect «late(d)» a condition may only read, but late does more',
    ]);
  });

  it('what is taken, and blocks with a condition', () => {
    expect(complaints(`let i: int; let p: node; interface node { value: int; }
thread('t', () => {
  let x: int = 3;
  spin_cmpxchg_acquire(x, 0, 1);
  spin_cmpxchg_acquire(i, 0, true);
  atomic(() => { spin_cmpxchg_acquire(i, 0, 1); });
  atomic(() => { atomic_when(() => i === 3, () => {}); });
  atomic_when(() => i++ === 3, () => {});
  atomic_when(() => i === 3, () => { return; });
  atomic_when(() => i, () => {});
  wait_until(() => { spin_cmpxchg_acquire(i, 0, 1); return true; });
});`)).toMatchInlineSnapshot(`
  [
    "4:24 place «x» a shared place is needed here: a field, an array element or a top-level variable, not a local one",
    "5:30 type «true» int is needed here, not boolean",
    "6:18 blocking «spin_cmpxchg_acquire(i, 0, 1)» an atomic block may not wait",
    "7:18 blocking «atomic_when(() => i === 3, () => {})» atomic blocks do not nest",
    "8:21 side-effect «i++ === 3» a condition may only read: it is evaluated as often as needed",
    "9:38 statement «return;» an atomic block cannot be left by return",
    "10:21 operator «i» a condition is a boolean, not int: compare it with 0",
    "11:20 statement «{ spin_cmpxchg_acquire(i, 0, 1); return true; }» a waiting condition is one expression: () => …",
  ]
`);
  });

  it('a call in an atomic block of what has one', () => {
    expect(complaints(`let i: int;
function inner(): void { atomic(() => { i++; }); }
function deep(): void { inner(); }
thread('t', () => { atomic(() => { deep(); }); });`)).toEqual(['4:36 blocking «deep()» atomic blocks do not nest, but inner has one']);
  });

  it('atomic blocks that wait or are left', () => {
    expect(complaints(`let i: int;
function waits(): void { wait_until(() => i === 0); }
function deep(): void { waits(); }
thread('t', () => {
  atomic(() => { futex_wait(i, 3); });
  atomic(() => { wait_until(() => i === 3); });
  atomic(() => { deep(); });
  atomic(() => { atomic(() => {}); });
  atomic(() => { return; });
  for (;;) { atomic(() => { break; }); atomic(() => { continue; }); }
  atomic(() => i++);
  atomic(deep);
  outer: for (;;) { atomic(() => { break outer; }); }
});`)).toEqual([
      '5:18 blocking «futex_wait(i, 3)» an atomic block may not wait',
      '6:18 blocking «wait_until(() => i === 3)» an atomic block may not wait',
      '7:18 blocking «deep()» an atomic block may not wait, but waits can',
      '8:18 blocking «atomic(() => {})» atomic blocks do not nest',
      '9:18 statement «return;» an atomic block cannot be left by return',
      '10:29 statement «break;» an atomic block cannot be left by break',
      '10:55 statement «continue;» an atomic block cannot be left by continue',
      '11:16 statement «i++» an atomic block is written with braces: atomic(() => { … })',
      '12:10 closure «deep» `atomic` takes a function written in place: () => …',
      '13:36 statement «break outer;» an atomic block cannot be left by break',
    ]);
  });
});
