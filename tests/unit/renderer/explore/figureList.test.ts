import { expect, it } from 'vitest';
import { figureList, keepsStates } from '../../../../renderer/explore/figureList.ts';

const figures = { states: 5, transitions: 7, unexpanded: 0, depth: 4, bytes: 64, ms: 1000 };
const names = (all: ReturnType<typeof figureList>): string[] => all.map(({ name }) => name);

it('tells of a search through all states how many there are', () => {
  expect(names(figureList(figures, null))).toEqual(['States', 'Transitions', 'Queue', 'Depth', 'States a second', 'Memory', 'Elapsed']);
  expect(keepsStates({ ...figures, states: 0, transitions: 0 })).toBe(true);
});

it('tells of schedules that were tried one by one, which store none, how many steps they took', () => {
  expect(figureList({ ...figures, states: 0, bytes: 0 }, null).map(({ name, value }) => [name, value])).toEqual([['Steps', '7'], ['Longest', '4'], ['Elapsed', expect.any(String)]]);
});
