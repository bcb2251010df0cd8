/** What real threads are seen to do in small racing programs is among what exploring says that they can do. */
import { describe, expect, test } from 'vitest';
import { counterOf, imageOf as liveImageOf, start } from '../live/play.ts';
import { compileProgram, explored, imageOf, withInitial } from './programs.ts';

interface Litmus {
  name: string;
  /** What each thread does with its round's places. */
  threads: string[];
  /** An outcome, as a number below 16. */
  outcome: string;
  /** As everybody's memory model textbook has it, for sequential consistency. */
  possible: number[];
}

const TESTS: Litmus[] = [
  {
    name: 'store buffering', outcome: 'r[i] * 2 + s[i]', possible: [1, 2, 3],
    threads: ['WRITE_ONCE(x[i], 1); smp_mb(); r[i] = READ_ONCE(y[i]);', 'WRITE_ONCE(y[i], 1); smp_mb(); s[i] = READ_ONCE(x[i]);'],
  },
  {
    name: 'message passing', outcome: 'r[i] * 2 + s[i]', possible: [0, 1, 3],
    threads: ['WRITE_ONCE(x[i], 1); smp_store_release(y[i], 1);', 'r[i] = smp_load_acquire(y[i]); s[i] = READ_ONCE(x[i]);'],
  },
  {
    name: 'load buffering', outcome: 'r[i] * 2 + s[i]', possible: [0, 1, 2],
    threads: ['r[i] = smp_load_acquire(x[i]); smp_store_release(y[i], 1);', 's[i] = smp_load_acquire(y[i]); smp_store_release(x[i], 1);'],
  },
  {
    name: 'two writes each', outcome: 'x[i] * 4 + y[i]', possible: [6, 9, 10],
    threads: ['WRITE_ONCE(x[i], 1); smp_store_release(y[i], 2);', 'WRITE_ONCE(y[i], 1); smp_store_release(x[i], 2);'],
  },
  {
    name: 'reading one place twice', outcome: 'r[i] * 2 + s[i]', possible: [0, 1, 3],
    threads: ['WRITE_ONCE(x[i], 1);', 'r[i] = READ_ONCE(x[i]); s[i] = READ_ONCE(x[i]);'],
  },
  {
    name: 'two readers of two writers', outcome: 'r[i] * 8 + s[i] * 4 + t[i] * 2 + u[i]', possible: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15],
    threads: [
      'WRITE_ONCE(x[i], 1);', 'WRITE_ONCE(y[i], 1);',
      'r[i] = smp_load_acquire(x[i]); s[i] = READ_ONCE(y[i]);', 't[i] = smp_load_acquire(y[i]); u[i] = READ_ONCE(x[i]);',
    ],
  },
];

/** Each round has places of its own. The threads meet before and after all rounds of a batch; the first one then counts. */
function textOf({ threads, outcome }: Litmus, batches: number, rounds: number): string {
  const places = ['x', 'y', 'r', 's', 't', 'u'];
  const counted = Array.from({ length: 16 }, (_, n) => `case ${n}: count_event('OUTCOME_${n}'); break;`).join(' ');
  const count = `for (let i = 0; i < ${rounds}; i++) { outcome = ${outcome}; switch (outcome) { ${counted} } ${places.map((p) => `${p}[i] = 0;`).join(' ')} }`;
  return `${places.map((p) => `let ${p}: ArrayOf<int, ${rounds}>;`).join(' ')} let arrived: Embedded<atomic_t>; let outcome: int = -1; let sought: int = 16;
    function meet(all: int): void { atomic_fetch_add(1, arrived); spin_until(() => atomic_read_acquire(arrived) >= all); }
    ${threads.map((body, n) => `thread('t${n}', () => { for (let batch = 0; batch < ${batches}; batch++) {
      meet((batch * 2 + 1) * ${threads.length});
      for (let i = 0; i < ${rounds}; i++) { ${body} }
      meet((batch * 2 + 2) * ${threads.length});
      ${n === 0 ? count : ''}
    } });`).join('\n')}
    always('not the one that is sought', () => outcome !== sought);`;
}

describe.each(TESTS)('$name', (litmus) => {
  const BATCHES = 50;
  const ROUNDS = 200;

  test.each(['none', 'full'] as const)('exploring finds the outcomes of sequential consistency, reduction: %s', async (reduction) => {
    const image = imageOf(compileProgram(textOf(litmus, 1, 1)), 200_000);
    const possible = [];
    for (let sought = 0; sought < 16; sought++) {
      const { outcome } = await explored({ ...image, program: withInitial(image.program, { sought }) }, reduction);
      if (outcome === 'violated') possible.push(sought);
      else expect(outcome).toBe('verified');
    }
    expect(possible).toEqual(litmus.possible);
  });

  test('real threads do nothing else', async () => {
    const text = textOf(litmus, BATCHES, ROUNDS);
    const session = start(text, { iterations: 1, live: { checks: 'quarantine' } });
    const { outcome, final } = await session.result;
    expect(outcome).toBe('ok');
    const image = liveImageOf(text);
    const seen = Array.from({ length: 16 }, (_, n) => counterOf(image, final, `OUTCOME_${n}`));
    expect(seen.reduce((a, b) => a + b)).toBe(BATCHES * ROUNDS);
    expect(litmus.possible).toEqual(expect.arrayContaining(seen.flatMap((count, n) => (count > 0 ? [n] : []))));
  });
});
