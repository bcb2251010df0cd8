/** Scenarios that cannot be explored to an end, or not at all: it is said clearly, and what was found is kept. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verdictReportSchema } from '../../../shared/report/verdict-report';
import { faultline } from './run-cli';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function exploring(text: string, ...args: string[]) {
  const file = path.join(folder, 'bad.scenario.ts');
  await writeFile(file, `scenario({ title: 'Bad', protocol: 'none' });\n${text}`);
  return faultline(['explore', file, '--workers', '1', ...args]);
}

describe('states without end', () => {
  const ENDLESS = 'let x: int;\nthread(\'t\', () => { for (;;) x++; });\nsometimes(\'three\', () => x === 3);';

  it('end where the memory does, with what was covered', async () => {
    const { code, stdout } = await exploring(ENDLESS, '--max-states', '1000');
    expect(code).toBe(3);
    expect(stdout).toMatch(/INCONCLUSIVE: .*covered are [\d,]+ states up to [\d,]+ steps deep/s);
  });

  it('end when the time is over, in JSON too', async () => {
    const { code, stdout } = await exploring(ENDLESS, '--time', '300ms', '--json');
    expect(code).toBe(3);
    const verdict = verdictReportSchema.parse(JSON.parse(stdout));
    expect(verdict).toMatchObject({ outcome: 'inconclusive', sometimes: [{ name: 'three', seen: true }] });
    expect(verdict.states).toBeGreaterThan(3);
  });

  it('end when there are more objects than there is room for, and say what gives more', async () => {
    const { code, stdout } = await exploring('interface s { next: s; }\nlet head: s;\nthread(\'t\', () => { for (;;) { const n = alloc<s>(); if (n !== NULL) { n.next = head; head = n; } } });', '--objects', '3');
    expect(code).toBe(3);
    expect(stdout).toContain('more objects were allocated than the search has room for (--objects)');
  });

  it('a loop that never comes to a step is a violation', async () => {
    const { code, stdout } = await exploring('let x: int;\nthread(\'t\', () => { let i = 0; while (i >= 0) i = (i + 1) & 7; x = i; });');
    expect([code, stdout]).toEqual([1, expect.stringContaining('VIOLATED: an endless loop, or one of more rounds than are waited for in thread t')]);
  });
});

describe('what is no scenario to explore', () => {
  it.each([
    ['no thread', 'let x: int;\nsetup(() => { x = 1; });', /the scenario has no thread: add thread\('name', \(\) => \{ … \}\) \[thread\]/],
    ['an always that changes something', 'let x: int;\nthread(\'t\', () => { x = 1; });\nalways(\'grows\', () => x++ >= 0);', /:4:\d+: error: a condition may only read.* \[side-effect\]/],
    ['an always that calls what changes something', 'let x: int;\nfunction f(): boolean { x = 2; return true; }\nthread(\'t\', () => { f(); });\nalways(\'calls\', () => f());', /a condition may only read, but f does more/],
  ])('%s', async (_, text, message) => {
    const { code, stdout, stderr } = await exploring(text);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it.each([
    [['--max-states', '0'], '--max-states is a whole number from 1000'],
    [['--objects', 'many'], '--objects is a whole number'],
    [['--strategy', 'best'], '--strategy is one of'],
    [['--property', 'I99'], '--property: there is no property I99'],
    [['--schedule', 'fl1:AAAA'], 'schedule'],
  ])('%j', async (args, message) => {
    const { code, stderr } = await exploring('let x: int;\nthread(\'t\', () => { x = 1; });', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
