/** The memory model on the command line: what is explored with one is recorded, sent and replayed with it. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { litmusReportSchema } from '../../../shared/report/litmus-report';
import { replayReportSchema } from '../../../shared/report/replay-report';
import { faultline } from './run-cli';
import { withFile } from './with-file';

let recording: string;
let explored: string;

beforeAll(async () => {
  recording = path.join(await mkdtemp(path.join(tmpdir(), 'faultline-')), 'x.faultline');
  const { code, stdout } = await faultline(['explore', '50', '--memory', 'tso', '-o', recording]);
  expect(code).toBe(1);
  explored = stdout;
});

describe('a counterexample that needs a store buffer', () => {
  it('says so, what the buffer holds, and with which model the verdict is', () => {
    expect(explored).toContain('memory model: total store order');
    expect(explored).toContain("in writer's store buffer now: woken = 0, vma_writer_wait = true");
    expect(explored).toContain("writer's store buffer still holds vma_writer_wait = true");
    expect(explored).toMatch(/writer's buffer {2}lets a store of writer take effect: woken: 0 again/);
    expect(explored).toContain('lets a store of writer take effect: vma_writer_wait: false → true');
  });

  it('is replayed with its model, from the recording and from the token', async () => {
    const again = await faultline(['replay', recording]);
    expect(again).toMatchObject({ code: 1, stderr: '' });
    const [, token] = /--schedule (\S+) 50-lost-wake-up/.exec(explored) ?? [];
    expect(token).toMatch(/^fl1:tso:/);
    const sent = await faultline(['replay', '--schedule', token!, '50', '--json']);
    expect(sent.code).toBe(1);
    const { steps, fault } = replayReportSchema.parse(JSON.parse(sent.stdout));
    expect(fault).toMatchObject({ kind: 'deadlock', property: 'L1' });
    for (const { text, notes = [] } of steps) for (const line of [text, ...notes]) expect(again.stdout).toContain(line);
    expect(steps.some(({ notes }) => notes !== undefined)).toBe(true);
  });
});

it('a model that there is not is refused', async () => {
  expect(await faultline(['explore', '50', '--memory', 'arm'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--memory is one of sc, tso, lkmm-ra, not arm') });
});

it('the litmus tests come as a table and as JSON', async () => {
  const table = await faultline(['litmus', 'MP+poonce', '--memory', 'lkmm-ra']);
  expect(table).toMatchObject({ code: 0, stderr: '' });
  expect(table.stdout).toMatch(/MP\+poonceonces +allowed +allowed/);
  expect(table.stdout).toMatch(/MP\+pooncerelease\+poacquireonce +forbidden +forbidden/);
  const { rows } = litmusReportSchema.parse(JSON.parse((await faultline(['litmus', 'lb+poonceonces', '--memory', 'lkmm-ra', '--json'])).stdout));
  expect(rows).toMatchObject([{ name: 'LB+poonceonces', kernel: { allowed: true, file: 'tools/memory-model/litmus-tests/LB+poonceonces.litmus' }, stronger: expect.any(String), models: [{ memory: 'lkmm-ra', allowed: false, expected: false }] }]);
  expect(await faultline(['litmus', 'MP+poonceonces', '--memory', 'tso'], AbortSignal.abort())).toMatchObject({ code: 3, stdout: expect.stringContaining('0 of 1 as expected; 1 not run') });
  expect(await faultline(['litmus', 'nothing'])).toMatchObject({ code: 2, stderr: expect.stringContaining('no litmus test has nothing in its name') });
});

it('says how many threads a weak memory model is for', async () => {
  await withFile("scenario({ title: 'many', protocol: 'none' });\nlet a: int;\nthread('t', { instances: 31 }, () => { a = 1; });\n", async (file) => {
    expect(await faultline(['explore', file, '--memory', 'tso'])).toMatchObject({ code: 2, stderr: expect.stringContaining('at most 30 threads; this program has 31') });
  });
});
