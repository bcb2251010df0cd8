import { describe, expect, test } from 'vitest';
import { memoryModels } from '../../../../shared/dialect/memory-model.ts';
import { compileProgram, explored, imageOf } from './programs.ts';

const WAITER = `
  interface waiter { done: int; next: waiter; }
  let queue: waiter;
  function wait_here(): int {
    const own = local<waiter>();
    WRITE_ONCE(queue, own);
    spin_until(() => smp_load_acquire(own.done) !== 0);
    return own.done;
  }
  thread('sleeper', () => { wait_here(); });
`;
/** What a waker does with the sleeper's waiter. */
const waker = (text: string): string => `${WAITER} thread('waker', () => { spin_until(() => READ_ONCE(queue) !== NULL); const w = queue; ${text} });`;

const WAYS = [['none', {}], ['full', {}], ['none', { strategy: 'dfs' }], ['full', { strategy: 'dfs' }]] as const;

async function endsOf(text: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (const memory of memoryModels) {
    const program = compileProgram(text, {}, memory);
    for (const [reduction, how] of WAYS) {
      const { outcome, violation } = await explored(imageOf(program), reduction, how);
      found.add(violation?.kind ?? outcome);
    }
  }
  return found;
}

describe('what lies on a thread’s stack', () => {
  test.each([
    ['is others’ to touch before its function returns', 'verified', waker('w.next = w; smp_store_release(w.done, 1);')],
    ['is not to be written to afterwards', 'use-after-free', waker('smp_store_release(w.done, 1); w.next = w;')],
    ['nor to be read', 'use-after-free', waker('smp_store_release(w.done, 1); if (w.next !== NULL) queue = NULL;')],
    ['nor to be changed at once', 'use-after-free', waker('smp_store_release(w.done, 1); cmpxchg(w.done, 1, 2);')],
    ['nor by the thread itself', 'use-after-free', `${WAITER} thread('waker', () => { spin_until(() => READ_ONCE(queue) !== NULL); smp_store_release(queue.done, 1); }); thread('other', () => { const own = local<waiter>(); own.done = 1; keep(own); kept.done = 2; }); let kept: waiter; function keep(w: waiter): void { const own = local<waiter>(); kept = own; }`],
    ['is gone with what set up, too', 'use-after-free', `interface box { n: int; } let kept: box; setup(() => { kept = local<box>(); }); thread('t', () => { kept.n = 1; });`],
    ['is gone when a body has ended', 'use-after-free', `interface box { n: int; } let kept: box; let ended: int; thread('a', () => { kept = local<box>(); WRITE_ONCE(ended, 1); }); thread('b', () => { spin_until(() => READ_ONCE(ended) === 1); kept.n = 1; });`],
    ['is gone whichever way its function returns', 'use-after-free', `interface box { n: int; } let kept: box; function f(n: int): int { const own = local<box>(); kept = own; if (n === 1) return own.n; own.n = 2; return 3; } thread('t', () => { f(pick(2)); kept.n = 1; });`],
    ['is gone before its function is called again at once', 'use-after-free', `${WAITER.replace("() => { wait_here(); }", '{ repeat: FOREVER }, () => { wait_here(); }')} thread('waker', { repeat: FOREVER }, () => { spin_until(() => READ_ONCE(queue) !== NULL); const w = xchg(queue, NULL); smp_store_release(w.done, 1); w.next = w; });`],
    ['is gone between two calls, too', 'use-after-free', `${WAITER.replace('wait_here(); }', 'wait_here(); wait_here(); spin_until(() => READ_ONCE(over) === 1); }')} let over: int; function serve(late: boolean): void { spin_until(() => READ_ONCE(queue) !== NULL); const w = xchg(queue, NULL); smp_store_release(w.done, 1); if (late) w.next = w; } thread('waker', () => { serve(true); serve(false); WRITE_ONCE(over, 1); });`],
    ['is there again when its function is called again', 'verified', `interface box { n: int; } function f(): int { const own = local<box>(); own.n++; return own.n; } thread('t', () => { const a = f(); assert(a === 1); const b = f(); assert(b === 1); });`],
    ['may be handed to who is called', 'verified', `interface box { n: int; } function add(b: box): void { b.n++; } thread('t', () => { const own = local<box>(); add(own); atomic(() => { add(own); }); assert(own.n === 2); });`],
    ['is gone within an atomic block, too', 'use-after-free', `interface box { n: int; } let kept: box; function f(): void { const own = local<box>(); own.n = 1; kept = own; } thread('t', () => { atomic(() => { f(); kept.n = 2; }); });`],
    ['is not freed', 'bad-free', `interface box { n: int; } thread('t', () => { const own = local<box>(); free(own); });`],
  ])('%s', async (_, kind, text) => {
    expect([...(await endsOf(text))]).toEqual([kind]);
  });

  test('leaves nothing behind', async () => {
    const one = (value: string): string => `interface box { n: int; } function f(n: int): void { const own = local<box>(); own.n = n; } thread('t', () => { f(${value}); });`;
    expect((await explored(imageOf(compileProgram(one('pick(5)'))))).states).toBe((await explored(imageOf(compileProgram(one('1'))))).states + 4 + 1);
  });
});
