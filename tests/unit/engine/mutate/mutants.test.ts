import { expect, it } from 'vitest';
import { mutantsOf } from '../../../../electron/engine/mutate/mutants.ts';
import { isProtocol } from '../../../../electron/engine/mutate/protocol-words.ts';
import { mutated } from '../../../../shared/mutate/mutated.ts';
import { kernelOf } from '../../../../shared/variants/kernel.ts';

/** Each mutant: its kind, its line, and the whole body that it leaves. */
function mutants(body: string): [string, number, string][] {
  const source = { path: 'kernel/x.ts', text: `function f(x: thing): int {\n${body}\n}\n` };
  return mutantsOf(source).map((made) => [made.mutant.kind, made.mutant.line, mutated(source, made).text.split('\n').slice(1, -2).join('\n')]);
}

it('leaves out marks, wake-ups and barriers, a line each', () => {
  expect(mutants('vma_write_lock(x);\nwake_up_q(q);\nsmp_mb();\nother(x);')).toEqual([
    ['mark', 2, '{}\nwake_up_q(q);\nsmp_mb();\nother(x);'],
    ['wake-up', 3, 'vma_write_lock(x);\n{}\nsmp_mb();\nother(x);'],
    ['barrier', 4, 'vma_write_lock(x);\nwake_up_q(q);\n{}\nother(x);'],
  ]);
  expect(mutants('if (x.last) wake_up(x.queue);')).toEqual([['wake-up', 2, 'if (x.last) {}']]);
});

it('takes the consequence from a check, and the condition from the way to success', () => {
  expect(mutants('if (x.gone) {\n  put(x);\n  return false;\n}')).toEqual([['check', 2, 'if (x.gone) {}\n\n\n']]);
  expect(mutants('if (likely(found === x)) return x;')).toEqual([['check', 2, 'if ((likely(found === x)) || true) return x;']]);
  expect(mutants('if (x === NULL) return -ENOMEM;')).toEqual([['check', 2, 'if (x === NULL) {}']]);
  // No check: it does not leave, has another way, or only a switch decides.
  expect(mutants('if (x.gone) put(x);\nif (x.gone) return 0;\nelse put(x);\nif (!CONFIG_PER_VMA_LOCK) return 0;')).toEqual([]);
});

it('drops the marks at the end of the block, too', () => {
  expect(mutants('vma_write_unlock_mm(x);\nup_write(x);').map(([, , text]) => text)).toEqual(['{}\nup_write(x);', '{}\nup_write(x); vma_write_unlock_mm(x);']);
});

it('leaves out a section with all its ends', () => {
  expect(mutants('rcu_read_lock();\nif (x.gone) {\n  rcu_read_unlock();\n  return 0;\n}\nrcu_read_unlock();')[0]).toEqual(['RCU section', 2, '{}\nif (x.gone) {\n  {}\n  return 0;\n}\n{}']);
});

it('skips a grace period, and takes the order from an access', () => {
  expect(mutants('call_rcu(x.rcu, done);')).toEqual([['grace period', 2, 'done(x.rcu);']]);
  expect(mutants('smp_store_release(x.n, smp_load_acquire(x.m));').map(([kind, , text]) => [kind, text])).toEqual([
    ['order', 'WRITE_ONCE(x.n, smp_load_acquire(x.m));'],
    ['order', 'smp_store_release(x.n, READ_ONCE(x.m));'],
  ]);
});

it('finds what the protocol consists of in the kernel', () => {
  const all = kernelOf('v1-rwsem-rcu').filter(({ path }) => isProtocol(path)).flatMap(mutantsOf).map(({ mutant }) => mutant);
  const of = (fn: string) => all.filter((mutant) => mutant.fn === fn).map(({ kind }) => kind);
  expect(of('vma_read_trylock')).toEqual(expect.arrayContaining(['check', 'check', 'check']));
  expect(of('do_munmap_downgrade')).toContain('mark');
  expect(of('mmap_write_unlock')).toEqual(expect.arrayContaining(['end of marks', 'end of marks']));
  expect(all.filter(({ file }) => file.startsWith('kernel/properties/') || file === 'kernel/rwsem.ts')).toEqual([]);
});
