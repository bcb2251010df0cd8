import { beforeAll, describe, expect, it } from 'vitest';
import { counterexampleToPerfetto } from '../../../../../shared/recording/export/perfetto/counterexample.ts';
import type { PlayedSubject } from '../../../../../shared/recording/export/subjects.ts';
import { DEADLOCK, USE_AFTER_FREE } from '../../../engine/replay/small.ts';
import { counterexample } from '../counterexamples.ts';
import { readTrace, slicesOf, type Trace } from './read-trace.ts';

let subject: PlayedSubject;
let trace: Trace;
beforeAll(async () => {
  subject = await counterexample(DEADLOCK);
  trace = readTrace([...counterexampleToPerfetto(subject)]);
});
const ON = 'Crossed: no thread can go on: ab waits while b.locked is 1 (ba); ba waits while a.locked is 1 (ab)';
const below = (texts: string[]): string[] => texts.filter((t) => t.startsWith(ON)).map((t) => t.slice(ON.length));

describe('a counterexample for Perfetto', () => {
  it('is a track for each thread, with its calls and in them its steps, on an axis of steps', () => {
    expect(below(trace.tracks)).toEqual(['', '/ab', '/ba', '/ba/waits']);
    expect(below(slicesOf(trace))).toEqual([
      '/ab:     changes a.locked: 0 → 1 1000–2000',
      '/ba:     changes b.locked: 0 → 1 2000–3000',
      '/ba:   take 2000–3000',
      '/ba:     tries to change a.locked from 0, but it is 1 3000–4000',
      '/ab:   take 1000–4000',
      '/ab:     tries to change b.locked from 0, but it is 1 4000–5000',
      '/ba/waits: waits while a.locked is 1 (ab) 4000–5000',
      '/ab:   take 4000–5000',
      '/ab: thread ab 1000–5000',
      '/ba:   take 3000–5000',
      '/ba: thread ba 2000–5000',
    ]);
  });

  it('says of each access what it did, and where', () => {
    const access = trace.events.find((e) => e.category === 'access' && e.track === `${ON}/ab`);
    expect(access).toMatchObject({ type: 'TYPE_INSTANT', time: 1500, arguments: { operation: 'cmpxchg', word: 'lock_t.locked', before: 0, after: 1 } });
    expect(access!.name).toBe(subject.violation.steps[0]!.text);
    expect(trace.events.find((e) => e.category === 'step')!.place).toMatch(/^take \(my\.scenario\.ts:\d+\)$/);
  });

  it('leads from each step to those that it must come before', () => {
    const steps = trace.events.filter((e) => e.category === 'step' && e.track.startsWith('Crossed'));
    const edges = steps.flatMap(({ flows }, from) => flows.map((flow) => [from, steps.findIndex((s) => s.ends.includes(flow))]));
    const told = subject.violation.steps.flatMap(({ after }, to) => after.map((from) => [from, to]));
    expect(told.length).toBeGreaterThan(0);
    expect(edges.toSorted()).toEqual(told.toSorted());
  });

  it('shows the violation, and the nearest run that ends well', () => {
    expect(trace.events.find((e) => e.category === 'violation')).toMatchObject({ track: ON, time: 4000, arguments: { kind: 'deadlock' } });
    const passing = trace.events.filter((e) => e.category === 'step' && e.track.startsWith('the nearest run'));
    expect(passing).toHaveLength(subject.violation.passing!.steps.length);
  });

  it('marks where a schedule goes round for ever', () => {
    const round = readTrace([...counterexampleToPerfetto({ ...subject, violation: { ...subject.violation, cycle: 2 } })]);
    expect(slicesOf(round)).toContain(`${ON}: repeats for ever 3000–5000`);
  });

  it('takes every kind of step', async () => {
    const other = await counterexample(USE_AFTER_FREE, 'Freed');
    const names = readTrace([...counterexampleToPerfetto(other)]).events.filter((e) => e.category === 'step').map((e) => e.name);
    expect(names).toContain('frees thing #0');
  });
});
