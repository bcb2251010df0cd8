import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheFile, CachedScript } from '../../../electron/engine/cached-script.ts';

/** As long as each other, so that V8 alone could not tell them apart. */
const script = (answer: number): string => `exports.answer = () => ${answer}; exports.name = require('node:path').basename(__filename);`;

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-script-'));
  file = path.join(folder, 'main.cjs');
  await writeFile(file, script(1));
});
afterEach(() => rm(folder, { recursive: true }));

function answer(): { cached: boolean; answer: number } {
  const loaded = new CachedScript(file);
  const exports = loaded.run() as { answer(): number; name: string };
  expect(exports.name).toBe('main.cjs');
  return { cached: loaded.cached, answer: exports.answer() };
}

async function save(): Promise<void> {
  const loaded = new CachedScript(file);
  (loaded.run() as { answer(): number }).answer();
  loaded.save();
  await readFile(cacheFile(file));
}

it('runs without a cache, and with one', async () => {
  expect(answer()).toEqual({ cached: false, answer: 1 });
  await save();
  expect(answer()).toEqual({ cached: true, answer: 1 });
});

it('never takes the cache of another text, not even of one as long', async () => {
  await save();
  await writeFile(file, script(2));
  expect(answer()).toEqual({ cached: false, answer: 2 });
});

it.each([
  ['empty', () => Buffer.alloc(0)],
  ['cut off', (whole: Buffer) => whole.subarray(0, whole.length - 1)],
  ['damaged at its start', (whole: Buffer) => flip(whole, 0)],
  ['damaged in V8\'s header', (whole: Buffer) => flip(whole, 40)],
  ['damaged in the middle', (whole: Buffer) => flip(whole, whole.length >> 1)],
  ['damaged at its end', (whole: Buffer) => flip(whole, whole.length - 1)],
])('runs beside a cache that is %s, as if there were none', async (_how, harm) => {
  await save();
  await writeFile(cacheFile(file), harm(await readFile(cacheFile(file))));
  expect(answer()).toEqual({ cached: false, answer: 1 });
});

it('runs scripts beside it that it requires, once each, in a circle too, and keeps all', async () => {
  await writeFile(file, `exports.count = 0; const other = require('./other.cjs'); exports.sum = () => other.add(exports.count, 2);`);
  await writeFile(path.join(folder, 'other.cjs'), `require('./main.cjs').count++; exports.add = (a, b) => a + b;`);
  const loaded = new CachedScript(file);
  expect((loaded.run() as { sum(): number }).sum()).toBe(3);
  expect(loaded.run()).toBe(loaded.run());
  loaded.save();
  expect(new CachedScript(file).cached).toBe(true);
  expect(new CachedScript(path.join(folder, 'other.cjs')).cached).toBe(true);
});

it('keeps those alone that were not kept', async () => {
  await writeFile(file, `exports.answer = () => require('./other.cjs').one;`);
  await writeFile(path.join(folder, 'other.cjs'), 'exports.one = 1;');
  new CachedScript(file).save();
  const before = await readFile(cacheFile(file));
  const loaded = new CachedScript(file);
  expect((loaded.run() as { answer(): number }).answer()).toBe(1);
  loaded.save();
  expect(new CachedScript(path.join(folder, 'other.cjs')).cached).toBe(true);
  expect(await readFile(cacheFile(file))).toEqual(before);
});

function flip(whole: Buffer, at: number): Buffer {
  const copy = Buffer.from(whole);
  copy[at]! ^= 1;
  return copy;
}
