/** A scenario and a change behind it are compiled as one text; outside of the lab each is told by its own file. */
import { expect, it } from 'vitest';
import type { Violation } from '../../../shared/explore/verdict';
import { ownPlacesIn, playedWithOwnPlaces, sessionWithOwnPlaces, withOwnPlaces } from '../../../shared/recording/own-places';
import type { PlayedSubject } from '../../../shared/recording/export/subjects';
import type { Recording } from '../../../electron/recordings/reader';

const scenario = { path: 'scenarios/a.scenario.ts', text: 'one\ntwo\n\nfour\n', change: { path: 'mine.ts', after: 2 } };
const kernel = { path: 'kernel/k.ts', text: 'k' };
const site = (file: string, line: number) => ({ file, line, column: 1, start: 0, end: 1, fn: 'f', caller: -1 });
const sites = [site(scenario.path, 2), site(scenario.path, 4), site(kernel.path, 4)];
const own = [site(scenario.path, 2), { ...site('mine.ts', 2) }, site(kernel.path, 4)];
const step = { text: `reads x in f (${scenario.path}:4)` };
const violation = { message: `at ${scenario.path}:4`, stack: [{ fn: 'f', file: scenario.path, line: 4 }], sites, steps: [step], passing: { common: 0, steps: [step] } } as unknown as Violation;

const subjectOf = (first: typeof kernel) => ({ sources: [first, kernel], violation, states: () => [{ step: 0, sites }] }) as unknown as PlayedSubject;

it('leaves a text and a recording without a change as they are', () => {
  const { change, ...plain } = scenario;
  expect(ownPlacesIn(`${scenario.path}:4`, plain)).toBe(`${scenario.path}:4`);
  const subject = subjectOf(plain);
  expect([withOwnPlaces(subject), playedWithOwnPlaces(subject)]).toEqual([subject, subject]);
  expect(change.after).toBe(2);
});

it('tells each place of a text by the file that it is in', () => {
  expect(ownPlacesIn(`${scenario.path}:2, ${scenario.path}:3:7 and kernel/k.ts:3`, scenario)).toBe(`${scenario.path}:2, mine.ts:1:7 and kernel/k.ts:3`);
});

it('tells a counterexample, its states and its sources so', () => {
  const told = playedWithOwnPlaces(subjectOf(scenario));
  expect(told.sources).toEqual([{ path: scenario.path, text: 'one\ntwo\n' }, { path: 'mine.ts', text: '\nfour\n' }, kernel]);
  expect(told.violation).toMatchObject({ message: 'at mine.ts:2', stack: [{ file: 'mine.ts', line: 2 }], sites: own, steps: [{ text: 'reads x in f (mine.ts:2)' }], passing: { common: 0, steps: [{ text: 'reads x in f (mine.ts:2)' }] } });
  expect([...told.states()]).toEqual([{ step: 0, sites: own }]);
  expect(withOwnPlaces({ ...subjectOf(scenario), violation: { ...violation, passing: null } }).violation.passing).toBe(null);
});

it('puts together a scenario that was tried with its own overrides', () => {
  const own = { path: 'mine.ts', text: 'one\n   \nthree\n   \ntwo\n', change: { path: 'mine.ts', after: 3 } };
  expect(withOwnPlaces(subjectOf(own)).sources).toEqual([{ path: 'mine.ts', text: 'one\ntwo\nthree' }, kernel]);
});

it('tells the places of a session so', () => {
  const session = { sources: [scenario, kernel], meta: { session: { sites } } } as unknown as Recording;
  expect(sessionWithOwnPlaces(session).meta.session.sites).toEqual(own);
});
