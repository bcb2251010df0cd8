import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { propertyFlags } from '../../../electron/cli/flags.ts';
import { faultline } from './run-cli.ts';

let file: string;
beforeAll(async () => {
  file = path.join(await mkdtemp(path.join(tmpdir(), 'faultline-')), 'my.scenario.ts');
  // Numbers of two bits: the fourth release of mmap_lock, mmap's being the first, comes back to the first mark.
  await writeFile(file, `scenario({ title: 'Mine', config: { RWSEM_SPIN_ON_OWNER: false } });
let mm: mm_struct; let vma: vm_area_struct;
setup(() => {
  mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ); vma = vma_lookup(mm, 0x1000);
  for (let i = 0; i < 2; i++) { mmap_write_lock(mm); mmap_write_unlock(mm); }
});
thread('reader', () => { rcu_read_lock(); const got = vma_read_trylock(vma); rcu_read_unlock(); if (got) vma_read_unlock(vma); });
thread('writers', () => {
  mmap_write_lock(mm); mmap_write_unlock(mm);
  mmap_write_lock(mm); vma_write_lock(vma); mmap_write_unlock(mm);
});`);
});
afterAll(() => rm(path.dirname(file), { recursive: true }));

it('reads names, several in one flag or in several', () => {
  expect(propertyFlags({})).toBeUndefined();
  expect(propertyFlags({ property: ['I1,I4', 'L1'] })).toEqual(['I1', 'I4', 'L1']);
  expect(propertyFlags({ property: ['none'] })).toEqual([]);
  expect(() => propertyFlags({ property: ['I1,'] })).toThrow('--property is a name or several');
});

it('lists the properties, each with its sentence', async () => {
  const { code, stdout } = await faultline(['list', '--properties']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}I1 +exclusion +While a task holds a VMA for read, no other task holds it for write\.\n {2}I2 /);
  const { properties } = JSON.parse((await faultline(['list', '--properties', '--json'])).stdout);
  expect(properties.map((p: { name: string }) => p.name)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11', 'L1', 'L2', 'L3', 'L4']);
});

it('refuses a property and a width that there are not', async () => {
  expect(await faultline(['explore', file, '--property', 'I99'])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no property I99; there are I1') });
  expect(await faultline(['explore', file, '--seq-bits', '1'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--seq-bits is a whole number from 2 to 32') });
});

it('finds with narrow sequence numbers what only a wrap brings about, and says so', async () => {
  const narrow = await faultline(['explore', file, '--seq-bits', '2', '--property', 'I1,L1']);
  expect(narrow.code).toBe(1);
  expect(narrow.stdout).toMatch(/^VIOLATED: I1 exclusion: While a task holds/);
  expect(narrow.stdout).toContain('sequence numbers of 2 bits, which wrap');
  const [, at] = /\n {2}it goes through a wrap: at step (\d+) a sequence number of 2 bits begins again/.exec(narrow.stdout)!;
  expect(narrow.stdout).toMatch(new RegExp(`\\n +${at} .*mm_lock_seq: 3 → 0`));
  expect(narrow.stdout).toMatch(/properties: I1, I4, L1\n/);
  expect(narrow.stdout).toContain('--config SEQ_BITS=2 --property I1,L1');
  const wide = await faultline(['explore', file]);
  expect(wide.stdout).toMatch(/^VERIFIED/);
  expect(wide.stdout).toMatch(/properties: I1, I2, I3, .* L4\n/);
  expect(wide.stdout).not.toContain('which wrap');
});

it('names the property that a use after free or a deadlock violates, when it is found and when it is played', async () => {
  const explored = await faultline(['explore', '11', '--protocol', 'v1-rwsem']);
  expect(explored.stdout).toMatch(/^VIOLATED: I4, use after free: vm_area_struct #0 in /);
  const [, again] = /faultline (replay --schedule .*)/.exec(explored.stdout)!;
  expect((await faultline(again!.split(' '))).stdout).toMatch(/\nVIOLATED: I4, use after free: vm_area_struct #0 in /);
  expect((await faultline(['explore', '39', '--property', 'L1'])).stdout).toMatch(/^VIOLATED: L1, no thread can go on: /);
});
