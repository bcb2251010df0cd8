import { expect, it } from 'vitest';
import { exploreProgress } from '../../../electron/cli/explore-progress.ts';

/** The lines that are told of a search, and how to say how far it is. */
function watched() {
  const lines: string[] = [];
  let now = 0;
  const told = exploreProgress((line) => lines.push(line), () => now);
  const at = (ms: number, states: number): void => {
    now = ms;
    told({ states, transitions: states * 3, unexpanded: 70, depth: 12, bytes: states * 1024, ms });
  };
  return { lines, at };
}

it('tells each second how far a search is, how fast it goes, and what it takes', () => {
  const { lines, at } = watched();
  at(2000, 0);
  at(2500, 100);
  at(3000, 1000);
  at(3500, 2000);
  at(4000, 6000);
  expect(lines).toEqual([
    '1,000 states (1,000/s), 3,000 transitions, 70 to expand, 12 steps deep, 1000.0 KiB\n',
    '6,000 states (5,000/s), 18,000 transitions, 70 to expand, 12 steps deep, 5.9 MiB\n',
  ]);
});

it('tells no rate where nothing says how fast it goes: as it begins again, and while what is known is gone through once more', () => {
  const { lines, at } = watched();
  at(0, 5000);
  at(1000, 400);
  at(2000, 400);
  expect(lines).toEqual(Array(2).fill('400 states, 1,200 transitions, 70 to expand, 12 steps deep, 400.0 KiB\n'));
});

it('tells of schedules tried at random what there is', () => {
  const lines: string[] = [];
  let now = 0;
  const told = exploreProgress((line) => lines.push(line), () => now);
  told({ states: 0, transitions: 0, unexpanded: 0, depth: 0, bytes: 0, ms: 0 });
  now = 1200;
  told({ states: 0, transitions: 5000, unexpanded: 0, depth: 44, bytes: 0, ms: 1200 });
  expect(lines).toEqual(['5,000 steps, schedules of up to 44\n']);
});
