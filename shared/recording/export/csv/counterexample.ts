/** A counterexample's steps, a row for each. */
import { callsAround, sentenceOf } from '../../../explore/counterexample.ts';
import type { CounterexampleSubject } from '../subjects.ts';
import { csvRow } from './rows.ts';

export function* stepsToCsv({ violation: { steps, sites, threads, cycle } }: CounterexampleSubject): Generator<string> {
  const nameOf = (thread: number): string => threads[thread] ?? `thread ${thread}`;
  yield csvRow(['step', 'thread', 'choice', 'what', 'file', 'line', 'function', 'called from', 'operation', 'struct', 'field', 'address', 'before', 'after', 'waiting', 'comes after steps', 'repeats']);
  for (const [index, step] of steps.entries()) {
    const place = sites[step.site] ?? null;
    const { access } = step;
    yield csvRow([
      index + 1, step.name, step.choice, sentenceOf(step, place), place?.file ?? null, place?.line ?? null, place?.fn ?? null,
      callsAround(step.site, sites).slice(1).map(({ fn, line }) => `${fn}:${line}`).join(' < '),
      access?.op ?? null, access?.place.struct ?? null, access?.place.field ?? null, access?.address ?? null, access?.before ?? null, access?.after ?? null,
      step.blocked.map(({ thread, on, by }) => `${nameOf(thread)} ${on}${by.length > 0 ? ` (${by.map(nameOf).join(', ')})` : ''}`).join('; '),
      step.after.map((before) => before + 1).join(' '),
      cycle !== null && index >= cycle ? 'yes' : null,
    ]);
  }
}
