import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withEnding } from '../../../electron/main/targets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-targets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a name is given its ending, and what has that name already is replaced by who says so', async () => {
  const asked: string[] = [];
  const answering = (answer: boolean) => (name: string) => {
    asked.push(name);
    return Promise.resolve(answer);
  };
  const at = (name: string): string => path.join(folder, name);
  expect(await withEnding(at('mine.faultline'), '.faultline', answering(false))).toBe(at('mine.faultline'));
  expect(await withEnding(at('mine'), '.faultline', answering(false))).toBe(at('mine.faultline'));
  // The dialog asks about a name with its ending itself.
  await writeFile(at('mine.faultline'), '');
  expect(await withEnding(at('mine.faultline'), '.faultline', answering(false))).toBe(at('mine.faultline'));
  expect(asked).toEqual([]);
  expect(await withEnding(at('mine'), '.faultline', answering(false))).toBe(null);
  expect(await withEnding(at('mine'), '.faultline', answering(true))).toBe(at('mine.faultline'));
  expect(asked).toEqual(['mine.faultline', 'mine.faultline']);
});
