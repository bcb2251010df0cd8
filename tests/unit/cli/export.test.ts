/** Recordings written for other programs, from real runs and explorations. */
import { truncateSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DEADLOCK } from '../engine/replay/small';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { openExploration } from '../../../electron/recordings/exploration';
import { parseItf } from '../recording/export/itf-format';
import { readTrace, slicesOf } from '../recording/export/perfetto/read-trace';
import { faultline } from './run-cli';

let folder: string;
const at = (name: string): string => path.join(folder, name);
const exported = async (recording: string, format: string, ...more: string[]): Promise<string> => {
  const out = at(`out.${format}`);
  const run = await faultline(['export', at(recording), '--format', format, '-o', out, ...more]);
  expect(run).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining(`exported to ${out} (`) });
  return out;
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
  await writeFile(at('my.scenario.ts'), `scenario({ title: 'Crossed', protocol: 'none' });${DEADLOCK}`);
  await writeFile(at('fine.scenario.ts'), `scenario({ title: 'fine', protocol: 'none' }); let x: int; thread('t', () => { x = 1; });`);
  expect((await faultline(['explore', at('my.scenario.ts'), '-o', at('found.faultline')])).code).toBe(1);
  expect((await faultline(['explore', at('fine.scenario.ts'), '-o', at('fine.faultline')])).code).toBe(0);
  expect((await faultline(['run', '03', '--iterations', '300', '-o', at('live.faultline')])).code).toBe(0);
});

describe('faultline export', () => {
  it('writes a real session for Perfetto', async () => {
    const trace = readTrace([await readFile(await exported('live.faultline', 'perfetto'))]);
    expect(slicesOf(trace).some((slice) => /: fault \d+–\d+$/.test(slice))).toBe(true);
    expect(trace.events.some((e) => e.track === 'FAULT' && e.value! > 0)).toBe(true);
  });

  it('writes a counterexample for Perfetto', async () => {
    const trace = readTrace([await readFile(await exported('found.faultline', 'perfetto'))]);
    expect(trace.events.filter((e) => e.category === 'violation')).toHaveLength(1);
  });

  it('writes tables', async () => {
    expect(await readFile(await exported('found.faultline', 'csv'), 'utf8')).toMatch(/^step,thread,.*\r\n1,(ab|ba),/);
    expect(await readFile(await exported('live.faultline', 'csv'), 'utf8')).toMatch(/^time s,phase,/);
    expect(await readFile(await exported('live.faultline', 'csv', '--table', 'histograms'), 'utf8')).toMatch(/^histogram,from ns,to ns,count\r\n/);
  });

  it('writes pictures and a page', async () => {
    expect(await readFile(await exported('live.faultline', 'svg'), 'utf8')).toMatch(/^<svg [^]*<rect class="c\d+"[^]*<\/svg>\n$/);
    expect(await readFile(await exported('found.faultline', 'svg'), 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(await readFile(await exported('found.faultline', 'html'), 'utf8')).toMatch(/^<!doctype html>[^]*script-src 'sha256-[^]*<\/html>\n$/);
  });

  it('writes states that replay and export take again', async () => {
    const itf = await exported('found.faultline', 'itf');
    expect(parseItf(await readFile(itf, 'utf8')).states).toHaveLength(5);
    expect(await faultline(['replay', itf])).toEqual(await faultline(['replay', at('found.faultline')]));
    const back = at('back.faultline');
    // As under `ulimit -f`.
    vi.spyOn(RecordingWriter.prototype, 'exploration').mockRejectedValueOnce(Object.assign(new Error('EFBIG: file too large, write'), { code: 'EFBIG', syscall: 'write' }));
    expect(await faultline(['export', itf, '--format', 'faultline', '-o', back])).toMatchObject({ code: 2, stderr: expect.stringContaining('could not be written: it is larger than files may be here. Save in another place') });
    expect(await faultline(['export', itf, '--format', 'faultline', '-o', back])).toMatchObject({ code: 0, stderr: expect.stringContaining('recorded in') });
    expect(await openExploration(back)).toEqual(await openExploration(at('found.faultline')));
    await writeFile(at('other.itf.json'), '{ "vars": ["x"], "states": [{ "x": 1 }] }');
    expect(await faultline(['replay', at('other.itf.json')])).toMatchObject({ code: 2, stderr: expect.stringContaining('this is no trace that Faultline exported') });
  });

  it.each([
    [['found.faultline'], /say which format with --format: perfetto, /],
    [['found.faultline', '--format', 'pdf', '-o', 'x'], /--format is perfetto or .*, not pdf/],
    [['found.faultline', '--format', 'csv'], /say where to with -o/],
    [['found.faultline', '--format', 'csv', '--table', 'counters', '-o', 'x'], /--table is for recordings of sessions/],
    [['live.faultline', '--format', 'perfetto', '--table', 'counters', '-o', 'x'], /--table is for --format csv/],
    [['live.faultline', '--format', 'itf', '-o', 'x'], /is the recording of a live session, and itf is for counterexamples: for sessions there are perfetto, svg, csv/],
    [['found.faultline', '--format', 'csv', '-o', 'found.faultline'], /-o names a file that is read/],
    [['fine.faultline', '--format', 'csv', '-o', 'x'], /holds no schedule: its exploration ended verified/],
    [['my.scenario.ts', '--format', 'csv', '-o', 'x'], /my\.scenario\.ts is a scenario, not a recording/],
    [['missing.faultline', '--format', 'csv', '-o', 'x'], /missing\.faultline: there is no such file/],
  ])('says what is wrong: %j', async ([file, ...flags], message) => {
    const before = await readdir(folder);
    expect(await faultline(['export', at(file!), ...flags.map((flag) => (flag === 'x' || flag === file ? at(flag) : flag))])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(await readdir(folder)).toEqual(before);
  });

  it('tells how far it is with a session, and can be interrupted while that is read', async () => {
    const shares: number[] = [];
    await faultline(['export', at('live.faultline'), '--format', 'perfetto', '-o', at('told.pftrace')], undefined, (share) => void shares.push(share));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.1);
    expect(shares.at(-1)).toBeGreaterThan(0.5);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    expect(await faultline(['export', at('live.faultline'), '--format', 'csv', '-o', at('never.csv')], AbortSignal.abort())).toMatchObject({ code: 3, stderr: expect.stringContaining('interrupted') });
    expect(await readdir(folder)).not.toContain('never.csv');
  });

  it('writes states that view takes, too, by a name that the window knows', async () => {
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    const itf = await exported('found.faultline', 'itf');
    const views = async (name: string): Promise<string> => {
      await copyFile(itf, at(name));
      return (await faultline(['view', at(name)])).stderr;
    };
    expect(await views('seen.itf.json')).toContain('there is no display');
    expect(await views('seen.trace')).toMatch(/seen\.trace: the window knows recordings by their names, which end in \.faultline/);
    vi.unstubAllEnvs();
  });

  it('says that a session was cut off while it was written', async () => {
    const shrinking = at('shrinking.faultline');
    await copyFile(at('live.faultline'), shrinking);
    const cut = (share: number): void => void (share > 0.5 && truncateSync(shrinking, 100));
    const { code, stderr } = await faultline(['export', shrinking, '--format', 'perfetto', '-o', at('cut.pftrace')], undefined, cut);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/shrinking\.faultline: the recording is cut off: .* copy it once more, or record it again\.\n$/)]);
    expect((await readdir(folder)).filter((name) => name.startsWith('cut'))).toEqual([]);
  });

  it('leaves what was there when it cannot write, or is interrupted', async () => {
    expect(await faultline(['export', at('found.faultline'), '--format', 'csv', '-o', at('no/such/x.csv')])).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot write') });
    await writeFile(at('kept.csv'), 'precious');
    const run = await faultline(['export', at('found.faultline'), '--format', 'csv', '-o', at('kept.csv')], AbortSignal.abort());
    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('interrupted') });
    expect(await readFile(at('kept.csv'), 'utf8')).toBe('precious');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
