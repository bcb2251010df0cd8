import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { main } from '../../../../electron/cli/main.ts';
import { keepShipped } from '../../../../electron/engine/catalogue/keep-shipped.ts';
import { KeptImages } from '../../../../electron/engine/explore/kept-images.ts';
import { scenarioSources } from '../../../../shared/sources/index.ts';

/** A build of which only the images are there. */
let out: URL;
beforeAll(async () => {
  out = pathToFileURL(`${await mkdtemp(path.join(tmpdir(), 'faultline-shipped-'))}/`);
  await mkdir(new URL('cli', out));
  await writeFile(new URL('.inputs.sha256', out), 'all\nat a glance\nthe compiler');
  // Scenario 28 is the third that the catalogue names; it brings its own lock, and is small.
  keepShipped(KeptImages.ofBuild(out)!, { index: 2, of: 1000 });
});
afterAll(() => rm(out, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function command(outUrl: URL | undefined, ...args: string[]): Promise<{ code: number; stdout: string; found: boolean[] }> {
  const find = vi.spyOn(KeptImages.prototype, 'find');
  let stdout = '';
  const screen = { write: (text: string) => (stdout += text) };
  const here = (file: string): URL => new URL(`../../../../out/main/${file}.js`, import.meta.url);
  const code = await main({
    stdout: screen, stderr: { write: () => true }, version: '9.9.9', liveWorkerUrl: here('live-worker'), searchWorkerUrl: here('search-worker'), exploreWorkerUrl: here('explore-worker'), compileWorkerUrl: here('compile-worker'),
    pageUrl: out, startUrl: out, ...(outUrl && { outUrl }), interrupted: new AbortController().signal, heed: () => {},
  }, args);
  const found = find.mock.results.map(({ value }) => value !== undefined);
  find.mockRestore();
  return { code, stdout, found };
}

const NAME = '28-readers-starve-a-writer';
const explored = (...args: string[]): ReturnType<typeof command> => command(out, 'explore', NAME, '--json', ...args);

it('has what the command line asks for', async () => {
  const { code, stdout, found } = await explored('--liveness');
  expect([code, JSON.parse(stdout).violation.property, found]).toEqual([1, 'L2', [true]]);
});

it('has no other', async () => {
  const { code, found } = await explored('--objects', '9');
  expect([code, found]).toEqual([0, [false]]);
});

it('has what replays its recordings and its schedules, and they come to what one that is compiled comes to', async () => {
  const recording = fileURLToPath(new URL('28.faultline', out));
  const { violation: { token } } = JSON.parse((await explored('--liveness', '-o', recording)).stdout) as { violation: { token: string } };
  for (const replay of [['replay', recording, '--json'], ['replay', NAME, '--schedule', token, '--json']]) {
    const kept = await command(out, ...replay);
    const compiled = await command(undefined, ...replay);
    expect([kept.found, compiled.found]).toEqual([[true], []]);
    expect(kept.code).toBe(1);
    expect(JSON.parse(kept.stdout)).toEqual(JSON.parse(compiled.stdout));
  }
});

it('has nothing for recordings whose sources are others', async () => {
  const recording = fileURLToPath(new URL('28.faultline', out));
  const other = fileURLToPath(new URL('other.scenario.ts', out));
  const { text } = scenarioSources.find(({ path }) => path.includes(NAME))!;
  await writeFile(other, `${text}// mine\n`);
  expect((await command(out, 'explore', other, '--liveness', '-o', recording)).found).toEqual([]);
  expect(await command(out, 'replay', recording)).toMatchObject({ code: 1, found: [false] });
});
