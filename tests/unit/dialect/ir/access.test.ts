import { describe, expect, it } from 'vitest';
import { ir } from './ir.ts';

describe('IR: accesses to memory', () => {
  it('fields and their orderings', () => {
    expect(ir(`function f(n: node): int {
  WRITE_ONCE(n.value, READ_ONCE(n.value) + 1);
  smp_store_release(n.value, smp_load_acquire(n.value));
  rcu_assign_pointer(n.next, rcu_dereference(head));
  smp_mb();
  return n.value;
}`)).toBe(`function f(r0): word
0:  r1 = r0
    r2 = r0
    r3 = load once node.value [r2+4]
    r4 = const 1
    r5 = add r3, r4
    store once node.value [r1+4] r5
    r6 = r0
    r7 = r0
    r8 = load acquire node.value [r7+4]
    store release node.value [r6+4] r8
    r9 = r0
    r10 = address of head
    r11 = load dependency globals.head [r10]
    store release node.next [r9] r11
    fence mb
    r12 = r0
    r13 = load plain node.value [r12+4]
    return r13
`);
  });

  it('embedded structs: one address, one path', () => {
    expect(ir(`function f(n: node): uint { root.lock.owner = 5; return n.lock.owner; }`)).toBe(`function f(r0): word
0:  r1 = address of root
    r2 = const 5
    store plain globals.root.lock.owner [r1+68] r2
    r3 = r0
    r4 = load plain node.lock.owner [r3+68]
    return r4
`);
  });

  it('pointers: a load each', () => {
    expect(ir(`function f(n: node): int { return n.next.next.value; }`)).toBe(`function f(r0): word
0:  r1 = r0
    r2 = load plain node.next [r1]
    r3 = load plain node.next [r2]
    r4 = load plain node.value [r3+4]
    return r4
`);
  });

  it('the address of an embedded struct', () => {
    expect(ir(`function f(n: node): void { g(n.lock); }\nfunction g(l: lock_t): void { l.owner = 1; }`)).toBe(`function f(r0)
0:  r1 = r0
    r2 = const 64
    r3 = add r1, r2
    call g(r3)
    return
`);
  });

  it('elements and their bounds', () => {
    expect(ir(`function f(n: node, i: int): int { n.slots[2] = 1; n.kids[i].owner = 2; return n.slots[i] + n.slots.length; }`)).toBe(`function f(r0, r1): word
0:  r2 = r0
    r3 = const 1
    store plain node.slots[] [r2+80] r3
    r4 = r0
    r5 = r1
    check 0 <= r5 < 3
    r6 = const 3
    r7 = shl r5, r6
    r8 = add r4, r7
    r9 = const 2
    store plain node.kids[].owner [r8+92] r9
    r10 = r0
    r11 = r1
    check 0 <= r11 < 4
    r12 = const 2
    r13 = shl r11, r12
    r14 = add r10, r13
    r15 = load plain node.slots[] [r14+72]
    r16 = r0
    r17 = const 4
    r18 = add r15, r17
    return r18
`);
  });

  it('atomic read-modify-write', () => {
    expect(ir(`function f(n: node): int {
  cmpxchg_acquire(n.value, 1, 2);
  xchg(n.next, NULL);
  atomic_inc(n.lock.count);
  atomic_andnot(4, n.lock.count);
  return atomic_sub_return(2, root.lock.count);
}`)).toBe(`function f(r0): word
0:  r1 = r0
    r2 = const 1
    r3 = const 2
    r4 = cmpxchg acquire node.value [r1+4] r2 → r3
    r5 = r0
    r6 = const 0
    r7 = xchg full node.next [r5] r6
    r8 = r0
    r9 = const 1
    r10 = add relaxed node.lock.count [r8+64] r9
    r11 = r0
    r12 = const 4
    r13 = const -1
    r14 = xor r12, r13
    r15 = and relaxed node.lock.count [r11+64] r14
    r16 = address of root
    r17 = const 2
    r18 = sub full globals.root.lock.count [r16+64] r17
    r19 = sub r18, r17
    return r19
`);
  });

  it('container_of', () => {
    expect(ir(`function f(l: lock_t): node { return container_of<node>(l, 'lock'); }`)).toBe(`function f(r0): word
0:  r1 = r0
    r2 = const 64
    r3 = sub r1, r2
    return r3
`);
  });

  it('globals and locals', () => {
    expect(ir(`function f(): node { counter++; const n = local<node>(); n.next = root; return head; }`)).toBe(`function f(): word
0:  r0 = address of counter
    r1 = load plain globals.counter [r0]
    r2 = const 1
    r3 = add r1, r2
    store plain globals.counter [r0] r3
    r4 = local node #0
    r5 = r4
    r6 = address of root
    store plain node.next [r5] r6
    r7 = address of head
    r8 = load plain globals.head [r7]
    end of local #0
    return r8
`);
  });
});
