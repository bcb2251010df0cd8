import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCompiler, emitLive, type Backend, type CheckInput, type Kernel } from '../../../shared/dialect/compile.ts';
import { emitStep } from '../../../shared/dialect/step/emit.ts';
import { STEP_BACKENDS } from '../../../shared/dialect/step/runtime.ts';
import { dialectLib, scenarioSources } from '../../../shared/sources/index.ts';
import { shippedKernel } from '../../../shared/variants/kernel.ts';

/** As live runs and the search ask, but for their runtimes, which are long. */
const BACKENDS: Backend[] = [[true, true], [true, false], [false, false]].map(([packed, marks]) => ({ runtime: [], memory: 'sc', packed: packed!, observes: packed!, marksStatements: marks! }));

/** A kernel's files, each in states that a person might leave it in: other declarations, other bodies; those from their number in `WRONG` on have mistakes. */
const WRONG = [3, 4, 3, 1];
const FILES: readonly (readonly string[])[] = [
  [
    'const SIZE = config(\'SIZE\', 4); interface page { refs: int; next: page; } const ROOM = config(\'ROOM\', 3); interface shelf { books: ArrayOf<int, typeof ROOM>; last: int; } let own_shelf: shelf; let pages: ArrayOf<page, typeof SIZE>; let total: int; property(\'P\', \'p\', \'holds\');',
    'const SIZE = config(\'SIZE\', 4); interface page { next: page; refs: int; } const ROOM = config(\'ROOM\', 3); interface shelf { books: ArrayOf<int, typeof ROOM>; last: int; } let own_shelf: shelf; let pages: ArrayOf<page, typeof SIZE>; let total: int; property(\'P\', \'p\', \'holds\');',
    'const SIZE = 3; interface page { refs: int; next: page; flag: boolean; } const ROOM = config(\'ROOM\', 3); interface shelf { books: ArrayOf<int, typeof ROOM>; last: int; } let own_shelf: shelf; let total: int; let pages: ArrayOf<page, 2>; property(\'P\', \'p\', \'holds\');',
    'const SIZE = config(\'SIZE\', 4); interface page { refs: int; next: page; } const ROOM = config(\'ROOM\', 3); interface shelf { books: ArrayOf<int, typeof ROOM>; last: int; } let own_shelf: shelf; let pages: ArrayOf<page, typeof SIZE>; let total: int; property(\'Q\', \'p\', \'holds\');',
    'const SIZE = SIZE; interface page { refs: int; next: page; } const ROOM = config(\'ROOM\', 3); interface shelf { books: ArrayOf<int, typeof ROOM>; last: int; } let own_shelf: shelf; let pages: int; property(\'P\', \'p\', \'holds\');',
  ],
  [
    `const STEP = config('STEP', 1); function take(i: int): int { tracepoint('taken', i); count_event('takes'); return STEP + i; }
     function enough(n: int): boolean { return READ_ONCE(total) >= n; }`,
    `const STEP = config('STEP', 1); function take(i: int): int { count_event('others'); tracepoint('other'); const start = latency_start(); tracepoint('taken', i); latency_end('taking', start); return i - STEP; }
     function enough(n: int): boolean { return READ_ONCE(total) > n; }`,
    `const STEP = 7; function take(i: int): int { const own = local<page>(); own.refs = config('FAST', false) ? 1 : 2; return own.refs * i; }
     function enough(n: int): boolean { return READ_ONCE(total) >= n; }`,
    'const STEP = config(\'STEP\', 1); function take(i: int): uint { return i; } function enough(n: int): boolean { return n > 0; }',
    'const STEP = 7; function take(i): int { return i; } function enough(n: int): boolean { return n > 0; }',
    'const STEP = 7; function take(i: int): int { return NONE; } function enough(n: int): boolean { return n > 0; }',
    `const STEP = config('STEP', 1); function take(i: int): int { return i; }
     function enough(n: int): boolean { total++; return n > 0; }`,
    `const STEP = config('STEP', 1); function take(i: int): int { wait_until(() => total > 0); return i; }
     function enough(n: int): boolean { return n > 0; }`,
  ],
  [
    'function second(): void { tracepoint(\'second\'); count_event(\'seconds\'); const start = latency_start(); const own = local<page>(); own.refs = STEP; if (take(1) > total) own_shelf.last = 2; latency_end(\'both\', start); }',
    'function second(): void { own_shelf.last = 1; pages[total].next = alloc<page>(); }',
    'function second(): void { if (config(\'FAST\', true)) total = sizeof<page>(); }',
    'function second(): void { pages[1].refs = "text"; }',
  ],
  [
    `interface head { func: (h: head) => void; }
     function done(h: head): void { total = 0; }
     function other(h: head): void { total = STEP; }
     function use(n: int): void {
       const own = local<head>();
       own.func = n === sizeof<page>() ? other : done;
       own.func(own);
       atomic(() => { total += take(n); });
       wait_until(() => enough(n));
       if (unlikely(n >= SIZE)) return;
       tracepoint('used', n);
       count_event('uses');
       const start = latency_start();
       pages[n].refs = take(n);
       latency_end('using', start);
       second();
     }
     observe_call(use, (n: int) => check('P', n < STEP));`,
  ],
];
const WRONG_SCENARIO = 5;
const SCENARIOS = [
  'thread(\'a\', () => use(1)); always(\'never negative\', () => total >= 0);',
  'interface more { x: int; } const LENGTH = 6; let mores: ArrayOf<more, typeof LENGTH>; setup(() => { total = 5; tracepoint(\'other\'); }); thread(\'a\', () => { use(2); mores[0].x++; }); thread(\'b\', () => use(take(1)));',
  'override(take, (i: int) => { tracepoint(\'mine\', i); return 3; }); thread(\'a\', () => use(0));',
  'thread(\'a\', second); thread(\'b\', second); override(use, (n: int) => { count_event(\'uses\'); });',
  'interface page { more: int; } interface shelf { first: page; } let own: page; thread(\'a\', () => { own = local<page>(); own.more = 1; use(1); });',
  'function take(i: int): int { return 1; } thread(\'a\', () => use(1));',
  'thread(\'a\', () => use(1.5));',
];

interface Desk {
  files: readonly number[];
  scenario: number;
  config: Record<string, boolean | number>;
  backend: number;
}

/** One thing changes at a time, as under somebody's hands, and mistakes do not stay. */
const edit: fc.Arbitrary<(desk: Desk) => Desk> = fc.oneof(
  fc.tuple(fc.nat(FILES.length - 2), fc.nat(60)).map(([file, n]) => ({ files }: Desk) => ({ files: files.map((old, i) => (i === file ? n % FILES[i]!.length : old)) })),
  fc.nat(SCENARIOS.length - 1).map((scenario) => () => ({ scenario })),
  fc.record({ SIZE: fc.constantFrom(2, 5), ROOM: fc.constantFrom(1, 2), STEP: fc.constantFrom(1, 2), FAST: fc.boolean() }, { requiredKeys: [] }).map((config) => () => ({ config })),
  fc.nat(BACKENDS.length - 1).map((backend) => () => ({ backend })),
).map((change) => (desk) => {
  const right = { ...desk, files: desk.files.map((state, i) => Math.min(state, WRONG[i]! - 1)), scenario: Math.min(desk.scenario, WRONG_SCENARIO - 1) };
  return { ...right, ...change(right) };
});

function inputOf({ files, scenario, config, backend }: Desk): CheckInput {
  const sources = files.map((state, i) => ({ path: `kernel/${i}.ts`, text: FILES[i]![state]! }));
  const kernel: Kernel = { protocols: ['own'], files: () => sources };
  // Switches that a program lacks are refused.
  const known = Object.fromEntries(Object.entries(config).filter(([name]) => sources.some(({ text }) => text.includes(`config('${name}'`))));
  return { scenario: { path: 'scenarios/x.scenario.ts', text: `scenario({ title: 'x', protocol: 'own' });\n${SCENARIOS[scenario]!}` }, kernel, config: known, backend: BACKENDS[backend]! };
}

describe('functions kept from earlier checks', () => {
  it('come to what a compiler says that has seen nothing', { timeout: 60_000 }, () => {
    let programs = 0;
    fc.assert(fc.property(fc.array(edit, { minLength: 10, maxLength: 20 }), (edits) => {
      const warm = createCompiler(dialectLib);
      let desk: Desk = { files: FILES.map(() => 0), scenario: 0, config: {}, backend: 0 };
      for (const change of edits) {
        const input = inputOf((desk = change(desk)));
        const [now, fresh] = [warm.check(input), createCompiler(dialectLib).check(input)];
        expect(now).toEqual(fresh);
        for (const [name, fn] of now.program?.functions ?? []) expect(fn.name).toBe(name);
        programs += now.program ? 1 : 0;
      }
    }), { numRuns: 10 });
    expect(programs).toBeGreaterThan(60);
  });

  it.each([6, 7])('tell what they call, which may have become wrong: %i', (state) => {
    const warm = createCompiler(dialectLib);
    const desk: Desk = { files: FILES.map(() => 0), scenario: 0, config: {}, backend: 0 };
    expect(warm.check(inputOf(desk)).diagnostics).toEqual([]);
    const wrong = warm.check(inputOf({ ...desk, files: [0, state, 0, 0] }));
    expect(wrong.diagnostics.map((d) => d.message)).toEqual([expect.stringMatching(/, but (take can|enough does more)$/)]);
  });

  const shipped = (name: string): Pick<CheckInput, 'scenario' | 'kernel' | 'backend'> => ({ scenario: scenarioSources.find(({ path }) => path.includes(name))!, kernel: shippedKernel, backend: STEP_BACKENDS.sc });

  it('are those of the kernel, whatever else was compiled in between', { timeout: 60_000 }, () => {
    const warm = createCompiler(dialectLib);
    const { scenario, kernel } = shipped('/31-');
    const inputs: CheckInput[] = [
      { ...shipped('/11-'), protocol: '6.15-refcnt' }, { ...shipped('/31-'), config: { NR_TASKS: 9 } }, { scenario, kernel }, shipped('/31-'),
    ];
    for (const input of inputs) {
      const [{ program, diagnostics }, fresh] = [warm.check(input), createCompiler(dialectLib).check(input)];
      expect(diagnostics).toEqual([]);
      expect(program).toEqual(fresh.program);
      // What backends do with a program leaves nothing behind in the next.
      if (input.backend) emitStep(program!, { objects: 4, states: 1000, path: 1000, workers: 1 });
      else emitLive(program!, { mode: 'trace', checks: 'full' });
    }
  });
});
