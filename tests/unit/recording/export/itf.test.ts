import { beforeAll, describe, expect, it } from 'vitest';
import { fromItf } from '../../../../electron/engine/replay/from-itf.ts';
import { Unplayable } from '../../../../electron/engine/replay/recorded.ts';
import { counterexampleToItf } from '../../../../shared/recording/export/itf/counterexample.ts';
import { itfTrace } from '../../../../shared/recording/export/itf/meta.ts';
import { record } from '../../../../shared/recording/export/itf/values.ts';
import type { PlayedSubject } from '../../../../shared/recording/export/subjects.ts';
import { DEADLOCK, USE_AFTER_FREE } from '../../engine/replay/small.ts';
import { counterexample } from './counterexamples.ts';
import { parseItf, type Itf } from './itf-format.ts';

const textOf = (subject: PlayedSubject): string => [...counterexampleToItf(subject)].join('');
const again = (text: string): ReturnType<typeof fromItf> => fromItf(itfTrace.parse(JSON.parse(text)));

let crossed: PlayedSubject;
let freed: PlayedSubject;
let text: string;
let trace: Itf;
beforeAll(async () => {
  crossed = await counterexample(DEADLOCK);
  freed = await counterexample(USE_AFTER_FREE, 'Freed');
  text = textOf(crossed);
  trace = parseItf(text);
});

describe('a counterexample as ITF', () => {
  it('has a state for the first one and for each step', () => {
    expect(trace.vars).toEqual(['action', 'threads', 'globals', 'objects']);
    expect(trace.states).toHaveLength(5);
    expect(trace.states.map((s) => (s['action'] as { sentence: string }).sentence)).toEqual(['', ...crossed.violation.steps.map((s) => s.text)]);
    expect(trace['#meta']).toMatchObject({ format: 'ITF', source: 'my.scenario.ts', status: 'violated' });
  });

  it('says in each what every variable holds, and where every thread stands', () => {
    const locked = (n: string): unknown => ({ locked: { '#bigint': n } });
    expect(trace.states.map((s) => s['globals'])).toEqual([['0', '0'], ['1', '0'], ['1', '1'], ['1', '1'], ['1', '1']].map(([a, b]) => ({ a: locked(a!), b: locked(b!) })));
    const threads = new Map((trace.states[4]!['threads'] as { '#map': [string, object][] })['#map']);
    expect([...threads.keys()]).toEqual(['boot', 'ab', 'ba']);
    expect(threads.get('ab')).toMatchObject({ status: 'blocked', function: 'take', file: 'my.scenario.ts' });
  });

  it('names objects and what pointers point to', () => {
    const { states } = parseItf(textOf(freed));
    expect(states[0]!['globals']).toMatchObject({ shared: 'thing #0' });
    expect(states[0]!['objects']).toEqual({ '#map': [['thing #0', { freed: false, fields: { n: { '#bigint': '7' }, next: 'NULL' } }]] });
    expect(states.at(-1)!['objects']).toMatchObject({ '#map': [['thing #0', { freed: true }]] });
  });

  it('loops where a schedule goes round for ever', () => {
    expect(parseItf(textOf({ ...crossed, violation: { ...crossed.violation, cycle: 2 } })).loop).toBe(2);
  });

  it('takes whatever names a program has', () => {
    const made = record([['__proto__', 'a'], ['#map', 'b'], ['constructor', 'c']]);
    expect(JSON.stringify(made)).toBe('{"__proto__":"a","_#map":"b","constructor":"c"}');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});

describe('an exported trace, read again', () => {
  it('is the recording that it was exported from', async () => {
    for (const subject of [crossed, freed]) {
      const { meta, sources, verdict } = await again(textOf(subject));
      expect({ meta, sources, verdict }).toEqual({ meta: subject.meta, sources: subject.sources, verdict: subject.verdict });
    }
  });

  it('is refused when its states, its sources or its end have been changed', async () => {
    const changed = (change: (trace: { '#meta': { faultline: Record<string, unknown> }; states: Record<string, unknown>[] }) => void): string => {
      const parsed = JSON.parse(text) as Parameters<typeof change>[0];
      change(parsed);
      return JSON.stringify(parsed);
    };
    await expect(again(changed((t) => t.states.splice(2, 1)))).rejects.toThrow(/it has been changed since it was exported/);
    await expect(again(changed((t) => ((t['#meta'].faultline['sources'] as { text: string }[])[0]!.text += '\n')))).rejects.toThrow(/not those that were explored/);
    await expect(again(changed((t) => ((t['#meta'].faultline['sources'] as { text: string }[])[0]!.text += '\nlet y: string;')))).rejects.toThrow(/no program for this Faultline/);
    await expect(again(changed((t) => (t['#meta'].faultline['kind'] = 'leak')))).rejects.toThrow(/does not end as it says/);
    await expect(again(changed((t) => (t['#meta'].faultline['token'] = 'fl1:AAAA')))).rejects.toThrow(Unplayable);
  });
});
