import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { joinParts } from '../../../../scripts/setup/fallback-runtime.mjs';

// Eleven parts, like the package's: sorting must not put p010 before p002.
const content = Array.from({ length: 11 }, (_, part) => Buffer.alloc(100_000, part));
const sha256 = createHash('sha256').update(Buffer.concat(content)).digest('hex');

let folder: string;
let target: string;
const partFile = (part: number): string => path.join(folder, `electron-linux-x64.zip.p${String(part).padStart(3, '0')}`);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-parts-'));
  target = path.join(folder, 'joined.zip');
  await Promise.all(content.map((bytes, part) => writeFile(partFile(part), bytes)));
});
afterEach(() => rm(folder, { recursive: true }));

it('joins the parts in order', async () => {
  await joinParts(folder, target, sha256);
  expect(Buffer.concat(content).equals(await readFile(target))).toBe(true);
});

it('refuses an archive of which one byte was changed, and leaves nothing behind', async () => {
  const tampered = Buffer.from(content[4] ?? []);
  tampered[77] = 0xff;
  await writeFile(partFile(4), tampered);
  await expect(joinParts(folder, target, sha256)).rejects.toThrow(/is not the official one and was refused/);
  expect(existsSync(target)).toBe(false);
});

it('refuses an archive of which a part is missing', async () => {
  await rm(partFile(10));
  await expect(joinParts(folder, target, sha256)).rejects.toThrow(/refused/);
});

it('says so when there are no parts at all', async () => {
  await Promise.all(content.map((_, part) => rm(partFile(part))));
  await expect(joinParts(folder, target, sha256)).rejects.toThrow(/holds no part/);
});
