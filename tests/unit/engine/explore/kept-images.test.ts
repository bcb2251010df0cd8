import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { beforeEach, expect, it, vi } from 'vitest';
import { explore, type ExploreOptions } from '../../../../electron/engine/explore/explore.ts';
import { KeptImages } from '../../../../electron/engine/explore/kept-images.ts';
import type { SearchInput } from '../../../../electron/engine/explore/program.ts';
import { scenarioSources } from '../../../../shared/sources/index.ts';
import { compileProgram, imageOf } from './programs.ts';

const small = imageOf(compileProgram(`interface node { next: node; } let p: node; let x: int; thread('t', { instances: 2 }, () => { x = x + 1; }); always('low', () => x < 3);`));
const QUESTION = { scenario: 'small' };
const BUILD = 'a build';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'faultline-images-'))));

it('finds what was kept, whole', () => {
  new KeptImages(folder, BUILD).keep(QUESTION, small);
  const { lookers, ...rest } = new KeptImages(folder, BUILD).find(QUESTION)!;
  const { lookers: own, ...as } = small;
  // Thousands of sites: that they differ says enough.
  expect(isDeepStrictEqual(rest, as)).toBe(true);
  for (const field of ['x', 'p']) expect(lookers.of({ struct: 'globals', field })).toBe(own.of({ struct: 'globals', field }));
});

it('finds what the build has made for several questions, and keeps what else comes beside it', async () => {
  const shipped = path.join(folder, 'shipped');
  const own = path.join(folder, 'own');
  const other = { ...QUESTION, protocol: 'its own' };
  new KeptImages(shipped, BUILD).keep(QUESTION, small, [other]);
  const kept = new KeptImages(own, BUILD, shipped);
  for (const question of [QUESTION, other]) expect(kept.find(question)?.wasm).toEqual(small.wasm);
  kept.keep('else', small);
  expect([kept.find('else') !== undefined, (await readdir(shipped)).length, (await readdir(own)).length]).toEqual([true, 2, 1]);
});

it('finds nothing of another build, nor of another question', () => {
  new KeptImages(folder, BUILD).keep(QUESTION, small);
  expect(new KeptImages(folder, 'another').find(QUESTION)).toBeUndefined();
  expect(new KeptImages(folder, BUILD).find({ ...QUESTION, protocol: 'none' })).toBeUndefined();
});

it('keeps nothing where nothing can be written, and nothing of what says of no build', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  new KeptImages(file, BUILD).keep(QUESTION, small);
  expect(new KeptImages(file, BUILD).find(QUESTION)).toBeUndefined();
  expect(KeptImages.of(new URL(`file://${folder}/`))).toBeUndefined();
});

it('empties its folder before there is too much in it', async () => {
  const kept = new KeptImages(folder, BUILD);
  for (let i = 0; i < 400; i++) await writeFile(path.join(folder, `old ${i}`), '');
  kept.keep(QUESTION, small);
  expect([kept.find(QUESTION) !== undefined, (await readdir(folder)).length]).toEqual([true, 1]);
});

it('empties no folder of the build', async () => {
  await writeFile(path.join(folder, '.inputs.sha256'), `all\nat a glance\n${BUILD}`);
  await mkdir(path.join(folder, 'images'));
  for (let i = 0; i < 400; i++) await writeFile(path.join(folder, 'images', `old ${i}`), '');
  KeptImages.ofBuild(pathToFileURL(`${folder}/`))!.keep(QUESTION, small);
  expect((await readdir(path.join(folder, 'images'))).length).toBe(401);
});

it.each([
  ['empty', () => Buffer.alloc(0)],
  ['cut off', (whole: Buffer) => whole.subarray(0, whole.length - 1)],
  ['damaged at its start', (whole: Buffer) => flip(whole, 0)],
  ['damaged in the middle', (whole: Buffer) => flip(whole, whole.length >> 1)],
  ['damaged at its end', (whole: Buffer) => flip(whole, whole.length - 1)],
])('does not take an image that is %s', async (_how, harm) => {
  new KeptImages(folder, BUILD).keep(QUESTION, small);
  const [name] = await readdir(folder);
  const file = path.join(folder, name!);
  await writeFile(file, harm(await readFile(file)));
  expect(new KeptImages(folder, BUILD).find(QUESTION)).toBeUndefined();
});

it('makes for the same verdict of a shipped scenario, and holds no other', async () => {
  const kept = new KeptImages(folder, BUILD);
  const find = vi.spyOn(kept, 'find');
  const options: ExploreOptions = { maxStates: 100_000, objects: 8, limitMs: 600_000, signal: new AbortController().signal, onProgress: () => {}, kept };
  const scenario = scenarioSources.find((source) => source.path.includes('/50-'))!;
  const explored = async (input: SearchInput, more: Partial<ExploreOptions> = {}) => {
    const { checked, verdict } = await explore({ ...input, memory: 'tso' }, { ...options, ...more });
    return { title: checked.program!.scenario.title, sourceHash: checked.program!.sourceHash, verdict: { ...verdict, ms: 0, bytes: 0 } };
  };
  const first = await explored({ scenario });
  expect(first.verdict.outcome).toBe('violated');
  expect(await explored({ scenario })).toEqual(first);
  expect(find.mock.results.map(({ value }) => value !== undefined)).toEqual([false, true]);
  // What a person wrote, or asks for besides, is compiled as ever.
  await explored({ scenario: { ...scenario, text: `${scenario.text}\n` } });
  await explored({ scenario }, { lines: true });
  expect([find.mock.calls.length, (await readdir(folder)).length]).toEqual([2, 2]);
});

function flip(whole: Buffer, at: number): Buffer {
  const copy = Buffer.from(whole);
  copy[at]! ^= 1;
  return copy;
}
