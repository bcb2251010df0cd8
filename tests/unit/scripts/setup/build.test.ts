import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { digest, fingerprint } from '../../../../scripts/setup/build.mjs';

let base: string;
const names = ['src', 'package.json', 'absent'];
const today = (): Promise<string> => digest(base, names);

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'faultline-digest-'));
  await mkdir(path.join(base, 'src/deep'), { recursive: true });
  await writeFile(path.join(base, 'src/deep/a.ts'), 'a');
  await writeFile(path.join(base, 'package.json'), '{}');
});
afterEach(() => rm(base, { recursive: true }));

it('is the same for the same sources, whenever they were written', async () => {
  const before = await today();
  await utimes(path.join(base, 'package.json'), 1, 1);
  expect(await today()).toBe(before);
});

it.each([
  ['a changed file', () => writeFile(path.join(base, 'src/deep/a.ts'), 'b')],
  ['a new file', () => writeFile(path.join(base, 'src/b.ts'), '')],
  ['a file of another name', () => rename(path.join(base, 'src/deep/a.ts'), path.join(base, 'src/deep/c.ts'))],
  ['a file that is gone', () => rm(path.join(base, 'src/deep/a.ts'))],
])('sees %s', async (_what, change) => {
  const [before, looked] = [await today(), fingerprint(base, names)];
  await change();
  expect(await today()).not.toBe(before);
  expect(fingerprint(base, names)).not.toBe(looked);
});

it('sees at a glance that a file was written, if only with what it held', async () => {
  const looked = fingerprint(base, names);
  expect(fingerprint(base, names)).toBe(looked);
  await utimes(path.join(base, 'src/deep/a.ts'), 1, 1);
  expect(fingerprint(base, names)).not.toBe(looked);
});
