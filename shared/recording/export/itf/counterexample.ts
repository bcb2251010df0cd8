/**
 * A counterexample in Apalache's Informal Trace Format (ADR-015): a state for the first one and for each step. Variables:
 *
 * | | |
 * |---|---|
 * | `action` | what led here: a record of thread, choice and sentence; of the first state, empty texts and -1 |
 * | `threads` | from a thread's name to where its next step is, and whether it can take it |
 * | `globals` | a record |
 * | `objects` | from an object's name (`vm_area_struct #0`) to its fields, and whether it is freed |
 *
 * `loop` is the state that a schedule comes back to which goes round for ever.
 */
import type { Step } from '../../../explore/verdict.ts';
import { Memory } from '../../../inspect/memory.ts';
import type { ExportedState, PlayedSubject } from '../subjects.ts';
import { itfMetaOf, ITF_DESCRIPTION, ITF_FORMAT } from './meta.ts';
import { itfInteger, itfValue, record, type ItfRecord, type ItfValue } from './values.ts';

const VARIABLES = ['action', 'threads', 'globals', 'objects'] as const;

export function* counterexampleToItf(subject: PlayedSubject): Generator<string> {
  const { meta, violation } = subject;
  const head = {
    format: ITF_FORMAT, 'format-description': ITF_DESCRIPTION,
    source: subject.sources[0]!.path, description: `${meta.title}: ${violation.message}. Found by Faultline ${meta.faultline}`, status: subject.verdict.outcome,
    faultline: itfMetaOf(subject),
  };
  yield `{\n"#meta": ${JSON.stringify(head)},\n"vars": ${JSON.stringify(VARIABLES)},\n`;
  // The last state of a round is the first one again.
  if (violation.cycle !== null) yield `"loop": ${violation.cycle},\n`;
  yield '"states": [\n';
  for (const state of subject.states()) {
    const separator = state.step < violation.steps.length ? ',\n' : '\n';
    yield `${JSON.stringify({ '#meta': { index: state.step }, ...variables(subject, state) })}${separator}`;
  }
  yield ']\n}\n';
}

function variables({ program, violation }: PlayedSubject, state: ExportedState): Record<(typeof VARIABLES)[number], ItfValue> {
  const memory = new Memory(program, state);
  return {
    action: actionOf(violation.steps[state.step - 1]),
    threads: { '#map': state.threads.map((t): [ItfValue, ItfValue] => [program.threads[t.thread]!.name, threadOf(state, t)]) },
    globals: record(memory.regions.filter((r) => r.global).map((r) => [r.name, itfValue(memory, r.type, r.address)])),
    objects: { '#map': memory.regions.filter((r) => !r.global).map((r): [ItfValue, ItfValue] => [r.name, record([['freed', r.freed], ['fields', itfValue(memory, r.type, r.address)]])]) },
  };
}

function actionOf(step: Step | undefined): ItfRecord {
  return { thread: step?.name ?? '', number: itfInteger(step?.thread ?? -1), choice: itfInteger(step?.choice ?? -1), sentence: step?.text ?? '' };
}

function threadOf({ sites }: ExportedState, { status, site }: ExportedState['threads'][number]): ItfRecord {
  const place = sites[site];
  return { status, function: place?.fn ?? '', file: place?.file ?? '', line: itfInteger(place?.line ?? 0) };
}
