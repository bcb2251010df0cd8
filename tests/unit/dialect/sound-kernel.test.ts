import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCompiler, type Backend } from '../../../shared/dialect/compile.ts';
import { STEP_BACKENDS } from '../../../shared/dialect/step/runtime.ts';
import { dialectLib, scenarioSources } from '../../../shared/sources/index.ts';
import { shippedKernel } from '../../../shared/variants/kernel.ts';

const compiler = createCompiler(dialectLib);

function check(text: string, soundKernel: boolean, more: { protocol?: string; backend?: Backend } = {}) {
  return compiler.check({ scenario: { path: 'scenarios/test.scenario.ts', text }, kernel: shippedKernel, soundKernel, ...more });
}

/** Trusting the kernel changes nothing but the time it takes. */
function expectSame(text: string): void {
  const [trusting, looking] = [check(text, true), check(text, false)];
  expect(trusting.diagnostics).toEqual(looking.diagnostics);
  expect(trusting.program).toEqual(looking.program);
}

describe('a kernel that is taken to be sound', () => {
  // TypeScript is told of the same files by each backend, but for its runtime: one protocol has them all.
  const backends: [string, string, Backend?][] = [...shippedKernel.protocols.map((protocol): [string, string] => [protocol, 'live']), ['v1-rwsem-rcu', 'step', STEP_BACKENDS.sc]];
  it.each(backends)('is so: %s, %s', (protocol, _name, backend) => {
    const { diagnostics, program } = check('scenario({ title: \'t\' }); thread(\'t\', () => {});', false, { protocol, ...(backend && { backend }) });
    expect(diagnostics).toEqual([]);
    expect(program).not.toBeNull();
  });

  const [small] = scenarioSources.filter(({ path }) => path.includes('/17-'));

  it.each([
    ['nothing more', ''],
    ['a struct of the kernel\'s, again', 'interface vm_area_struct { vm_start: boolean; }'],
    ['a struct of the kernel\'s with one field more', 'interface vm_area_struct { readers: Embedded<atomic_t>; } override(vma_read_trylock, (vma) => atomic_inc_return(vma.readers) > 0);'],
    ['a function of the kernel\'s, again', 'function mmap(a: boolean): boolean { return a; }'],
    ['a variable by a function\'s name', 'let munmap: int;'],
    ['a type of TypeScript\'s own', 'interface CallableFunction { x: int; } interface Array { y: int; }'],
    ['mistakes of two kinds', 'function f(x: nobody): int { return no_such(x); } function g(): int { let y = 1.5; return y; }'],
    ['an override of another type', 'override(mmap, (a: boolean): boolean => a);'],
  ])('gives the same with %s', (_what, more) => expectSame(`${small!.text}\n${more}`));

  it('gives the same for scenarios with lines lost, doubled and swapped', () => {
    const lines = small!.text.split('\n');
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(lines.length - 1), fc.nat(lines.length - 1)), { minLength: 1, maxLength: 3 }), (changes) => {
      const changed = [...lines];
      for (const [kind, at, other] of changes) {
        if (kind === 0) changed.splice(at, 1);
        else if (kind === 1) changed.splice(at, 0, lines[other]!);
        else [changed[at], changed[other]] = [changed[other] ?? '', changed[at] ?? ''];
      }
      expectSame(changed.join('\n'));
    }), { numRuns: 6 });
  });
});

it('finds switches that follow from the threads in one check', () => {
  const text = (config: string): string => `scenario({ title: 't', protocol: 'none'${config} });
    const N = config('N', 3); const MORE = config('MORE', 1); let all: ArrayOf<int, typeof N>;
    thread('a', { instances: MORE }, () => { all[0] = N; }); thread('b', () => {});`;
  const scenario = (config = '') => ({ path: 't.scenario.ts', text: text(config) });
  const configOf = (threads: readonly { instances: number }[]) => ({ N: 10 + threads.reduce((n, t) => n + t.instances, 0), ABSENT: 1 });
  const found = (config?: string, given?: Record<string, number>) => compiler.check({ scenario: scenario(config), kernel: { protocols: [], files: () => [] }, configOf, ...(given && { config: given }) }).program;
  expect(found()?.config).toEqual({ N: 12, MORE: 1 });
  expect(found()?.globals.find((g) => g.name === 'all')?.size).toBe(12 * 4);
  expect(found(', config: { N: 5, MORE: 4 }')?.config).toEqual({ N: 15, MORE: 4 });
  expect(found(', config: { N: 5 }', { N: 6 })?.config).toEqual({ N: 6, MORE: 1 });
});
