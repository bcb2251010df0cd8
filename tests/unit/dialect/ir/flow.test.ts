import { describe, expect, it } from 'vitest';
import { ir } from './ir.ts';

describe('IR: control flow', () => {
  it('short circuits', () => {
    expect(ir(`function f(a: int, b: boolean): boolean { return a > 1 && b || !b; }`)).toBe(`function f(r0, r1): word
0:  r2 = r0
    r3 = const 1
    r4 = gt_s r2, r3
    r5 = r4
    if r4 goto 1 else 2
1:  r6 = r1
    r5 = r6
    goto 2
2:  r7 = r5
    if r5 goto 4 else 3
3:  r8 = r1
    r9 = not r8
    r7 = r9
    goto 4
4:  return r7
`);
  });

  it('values that depend', () => {
    expect(ir(`function f(a: int): int { return a < 0 ? -a : a; }`)).toBe(`function f(r0): word
0:  r1 = r0
    r2 = const 0
    r3 = lt_s r1, r2
    if r3 goto 1 else 2
1:  r5 = r0
    r6 = const 0
    r7 = sub r6, r5
    r4 = r7
    goto 3
2:  r8 = r0
    r4 = r8
    goto 3
3:  return r4
`);
  });

  it('loops', () => {
    expect(ir(`function f(n: int): int { let s: int = 0; for (let i: int = 0; i < n; i++) { if (i === 3) continue; s += i; } while (s > 9) { s -= 2; } do { s++; } while (s < 0); return s; }`)).toBe(`function f(r0): word
0:  r1 = const 0
    r2 = const 0
    goto 1
1:  loop head
    r3 = r2
    r4 = r0
    r5 = lt_s r3, r4
    if r5 goto 2 else 5
2:  r6 = r2
    r7 = const 3
    r8 = eq r6, r7
    if r8 goto 3 else 4
3:  r12 = r2
    r13 = const 1
    r14 = add r12, r13
    r2 = r14
    goto 1
4:  r9 = r1
    r10 = r2
    r11 = add r9, r10
    r1 = r11
    goto 3
5:  loop head
    r15 = r1
    r16 = const 9
    r17 = gt_s r15, r16
    if r17 goto 6 else 7
6:  r18 = r1
    r19 = const 2
    r20 = sub r18, r19
    r1 = r20
    goto 5
7:  loop head
    r21 = r1
    r22 = const 1
    r23 = add r21, r22
    r1 = r23
    r24 = r1
    r25 = const 0
    r26 = lt_s r24, r25
    if r26 goto 7 else 8
8:  r27 = r1
    return r27
`);
  });

  it('switch with fallthrough', () => {
    expect(ir(`function f(n: int): int { let r: int = 0; switch (n) { case 1: r = 1; case 2: r += 2; break; default: r = 9; } return r; }`)).toBe(`function f(r0): word
0:  r1 = const 0
    r2 = r0
    r3 = const 1
    r4 = eq r2, r3
    if r4 goto 2 else 5
1:  r10 = r1
    return r10
2:  r1 = const 1
    goto 3
3:  r7 = r1
    r8 = const 2
    r9 = add r7, r8
    r1 = r9
    goto 1
4:  r1 = const 9
    goto 1
5:  r5 = const 2
    r6 = eq r2, r5
    if r6 goto 3 else 4
`);
  });

  it('labels', () => {
    expect(ir(`function f(n: int): int { outer: for (;;) { for (;;) { if (n > 3) break outer; n++; continue outer; } } return n; }`)).toBe(`function f(r0): word
0:  goto 1
1:  loop head
    loop head
    r1 = r0
    r2 = const 3
    r3 = gt_s r1, r2
    if r3 goto 2 else 3
2:  r7 = r0
    return r7
3:  r4 = r0
    r5 = const 1
    r6 = add r4, r5
    r0 = r6
    goto 1
`);
  });

  it('a switch that is off: only the other side is left', () => {
    expect(ir(`const DEBUG = config('DEBUG', false);\nfunction f(n: node): int { if (DEBUG) { n.value = 1; } else { n.value = 2; } return DEBUG ? n.value : 7; }`)).toBe(`function f(r0): word
0:  r3 = r0
    r4 = const 2
    store plain node.value [r3+4] r4
    r7 = const 7
    return r7
`);
  });

  it('the same switch, on', () => {
    expect(ir(`const DEBUG = config('DEBUG', false);\nfunction f(n: node): int { if (DEBUG) { n.value = 1; } else { n.value = 2; } return DEBUG ? n.value : 7; }`, { config: { DEBUG: true } })).toBe(`function f(r0): word
0:  r3 = r0
    r4 = const 1
    store plain node.value [r3+4] r4
    r5 = r0
    r6 = load plain node.value [r5+4]
    return r6
`);
  });

  it('an override takes the place of its target', () => {
    expect(ir(`function f(a: int): int { return a; }\noverride(f, (b: int): int => b * 2);`)).toBe(`function f(r0): word
0:  r1 = r0
    r2 = const 2
    r3 = mul r1, r2
    return r3
`);
  });
});
