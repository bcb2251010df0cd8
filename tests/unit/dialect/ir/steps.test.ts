import { describe, expect, it } from 'vitest';
import { ir } from './ir.ts';

describe('IR: steps', () => {
  it('waiting', () => {
    expect(ir(`function f(n: node): void { wait_until(() => n.value === 3); spin_until(() => READ_ONCE(n.value) === 4 || head === NULL); futex_wait(n.value, 4); futex_wake(n.value, 1); }`)).toBe(`function f(r0)
0:  goto 1
1:  r1 = r0
    r2 = load plain node.value [r1+4]
    r3 = const 3
    r4 = eq r2, r3
    await r4 then 2 retry 1
2:  r5 = r0
    r6 = load once node.value [r5+4]
    r7 = const 4
    r8 = eq r6, r7
    r9 = r8
    if r8 goto 4 else 3
3:  r10 = address of head
    r11 = load plain globals.head [r10]
    r12 = const 0
    r13 = eq r11, r12
    r9 = r13
    goto 4
4:  await r9 then 5 retry 2 spinning
5:  r14 = r0
    r15 = const 4
    futex wait node.value [r14+4] while r15
    r16 = r0
    r17 = const 1
    futex wake node.value [r16+4] up to r17
    return
`);
  });

  it('atomic blocks', () => {
    expect(ir(`function f(n: node): void { atomic(() => { n.value = n.value + 1; }); }`)).toBe(`function f(r0)
0:  atomic {
    r1 = r0
    r2 = r0
    r3 = load plain node.value [r2+4]
    r4 = const 1
    r5 = add r3, r4
    store plain node.value [r1+4] r5
    } atomic
    return
`);
  });

  it('what is taken once it is free', () => {
    expect(ir(`function f(n: node): void { spin_cmpxchg_acquire(n.value, 0, 1); }`)).toMatchInlineSnapshot(`
      "function f(r0)
      0:  r1 = r0
          r2 = const 0
          r3 = const 1
          goto 1
      1:  r4 = cmpxchg acquire node.value [r1+4] r2 → r3
          r5 = eq r4, r2
          await r5 then 2 retry 1 spinning
      2:  return
      "
    `);
  });

  it('atomic blocks with a condition', () => {
    expect(ir(`function f(n: node): void { atomic_when(() => n.value === 0, () => { n.value = 1; }); }`)).toMatchInlineSnapshot(`
      "function f(r0)
      0:  goto 1
      1:  r1 = r0
          r2 = load plain node.value [r1+4]
          r3 = const 0
          r4 = eq r2, r3
          await r4 then 2 retry 1 spinning
      2:  atomic {
          r5 = r0
          r6 = load plain node.value [r5+4]
          r7 = const 0
          r8 = eq r6, r7
          if r8 goto 4 else 3
      3:  } atomic
          goto 1
      4:  r9 = r0
          r10 = const 1
          store plain node.value [r9+4] r10
          } atomic
          return
      "
    `);
  });

  it('conditions and blocks in other words', () => {
    const written = (condition: string, block: string): string => ir(`function f(n: node): void { atomic_when(${condition}, ${block}); }`);
    const short = written('() => n.value === 0', '() => { n.value = 1; }');
    expect(written('function () { return n.value === 0; }', 'function () { n.value = 1; }')).toBe(short);
    expect(written('() => { return n.value === 0; }', '() => { n.value = 1; }')).toBe(short);
  });

  it('static callbacks', () => {
    expect(ir(`function f(n: node): int { n.func = g; return n.func(n); }\nfunction g(n: node): int { return 1; }`)).toBe(`function f(r0): word
0:  r1 = r0
    r2 = callback g
    store plain node.func [r1+112] r2
    r3 = r0
    r4 = load plain node.func [r3+112]
    r5 = r0
    r6 = call *r4(r5)
    return r6
`);
  });

  it('memory', () => {
    expect(ir(`function f(): void { const n = alloc<node>(); if (n !== NULL) free(n); }`)).toBe(`function f()
0:  r0 = alloc node
    r1 = r0
    r2 = const 0
    r3 = ne r1, r2
    if r3 goto 1 else 2
1:  free r1
    goto 2
2:  return
`);
  });

  it('seeing', () => {
    expect(ir(`function f(n: node): void { const t = latency_start(); tracepoint('op:begin', n, 3); count_event('HITS'); assert(n !== NULL); latency_end('op', t); }`)).toBe(`function f(r0)
0:  r1 = latency start
    r2 = r1
    r3 = r0
    r4 = const 3
    tracepoint 'op:begin' r3, r4
    count 'HITS'
    r5 = r0
    r6 = const 0
    r7 = ne r5, r6
    assert r7 'n !== NULL'
    latency end 'op' r2
    return
`);
  });

  it('choice, threads and time', () => {
    expect(ir(`function f(): boolean { return deadline_passed(deadline_after_us(pick(3) + this_thread() + this_instance() + thread_count())); }`)).toBe(`function f(): word
0:  r0 = const 3
    r1 = pick r0
    r2 = this thread
    r3 = add r1, r2
    r4 = this instance
    r5 = add r3, r4
    r6 = thread count
    r7 = add r5, r6
    r8 = deadline after r7 us
    r9 = deadline passed r8
    return r9
`);
  });
});
