import { expect, it } from 'vitest';
import { scenarioSources, templateSources } from '../../../shared/sources/index.ts';

/** As many as the editor shows in a window of 1440 pixels. */
const COLUMNS = 91;

it.each([...scenarioSources, ...templateSources].map(({ path, text }) => [path, text]))('what %s says of itself is seen without scrolling', (_path, text) => {
  const comments = text.split('\n').filter((line) => /^\s*(\*|\/\/|\/\*)/.test(line));
  expect(comments.filter((line) => line.length > COLUMNS)).toEqual([]);
});
