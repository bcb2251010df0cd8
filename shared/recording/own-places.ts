/** Places in a scenario that a change was tried on: those of the change are told by its own file and lines. What was compiled is both, one behind the other. */
import type { Step, Violation } from '../explore/verdict.ts';
import type { RecordedSource, RecordedSources } from './contents.ts';
import type { CounterexampleSubject, ExportedState, PlayedSubject, SessionSubject } from './export/subjects.ts';

interface Place {
  file: string;
  line: number;
}

/** Each `path:line` of the text that lies in the change as the change's own. */
export function ownPlacesIn(text: string, { path, change }: Pick<RecordedSource, 'path' | 'change'>): string {
  if (!change) return text;
  const [before, ...places] = text.split(`${path}:`);
  const told = places.map((place) => {
    const [digits = ''] = /^\d*/.exec(place)!;
    const line = Number(digits) - change.after;
    return line > 0 ? `${change.path}:${line}${place.slice(digits.length)}` : `${path}:${place}`;
  });
  return before + told.join('');
}

/** A counterexample as it is told outside of the lab. */
export function withOwnPlaces(subject: CounterexampleSubject): CounterexampleSubject {
  const [scenario] = subject.sources;
  if (!scenario?.change) return subject;
  return { ...subject, sources: apart(subject.sources), violation: violationOf(subject.violation, scenario) };
}

/** The same with its states. */
export function playedWithOwnPlaces(subject: PlayedSubject): PlayedSubject {
  const [scenario] = subject.sources;
  if (!scenario?.change) return subject;
  return { ...subject, ...withOwnPlaces(subject), states: () => statesOf(subject, scenario) };
}

/** A live session. */
export function sessionWithOwnPlaces<T extends SessionSubject & { sources: RecordedSources }>(subject: T): T {
  const [scenario] = subject.sources;
  if (!scenario?.change) return subject;
  const { meta, meta: { session } } = subject;
  return { ...subject, meta: { ...meta, session: { ...session, sites: session.sites.map((site) => ownPlace(site, scenario)) } } };
}

function* statesOf(subject: PlayedSubject, scenario: RecordedSource): Generator<ExportedState> {
  for (const state of subject.states()) yield { ...state, sites: state.sites.map((site) => ownPlace(site, scenario)) };
}

function violationOf(violation: Violation, scenario: RecordedSource): Violation {
  const steps = (all: readonly Step[]): Step[] => all.map((step) => ({ ...step, text: ownPlacesIn(step.text, scenario) }));
  const { message, stack, sites, passing } = violation;
  return {
    ...violation,
    message: ownPlacesIn(message, scenario),
    stack: stack.map((frame) => ownPlace(frame, scenario)),
    sites: sites.map((site) => ownPlace(site, scenario)),
    steps: steps(violation.steps),
    passing: passing && { ...passing, steps: steps(passing.steps) },
  };
}

export function ownPlace<T extends Place>(place: T, { path, change }: RecordedSource): T {
  return change && place.file === path && place.line > change.after ? { ...place, file: change.path, line: place.line - change.after } : place;
}

/** The change as a file of its own, with its lines where they are in it. */
function apart([scenario, ...kernel]: RecordedSources): RecordedSources {
  const { path, text, change } = scenario!;
  if (!change) return [scenario!, ...kernel];
  const lines = text.split('\n');
  const [before, behind] = [lines.slice(0, change.after), lines.slice(change.after)];
  // A scenario that is tried with its own overrides: what one of the two has, the other leaves blank.
  if (change.path === path) return [{ path, text: before.map((line, i) => (line.trim() ? line : behind[i] ?? line)).join('\n') }, ...kernel];
  return [{ path, text: `${before.join('\n')}\n` }, { path: change.path, text: behind.join('\n') }, ...kernel];
}
