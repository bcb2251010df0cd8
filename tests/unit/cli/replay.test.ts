/** A counterexample on its way: explored, recorded, sent, replayed. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openExploration } from '../../../electron/recordings/exploration';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { verdictReportSchema } from '../../../shared/report/verdict-report';
import { replayReportSchema } from '../../../shared/report/replay-report';
import { writeSample } from '../recording/sample';
import { DEADLOCK } from '../engine/replay/small';
import { faultline } from './run-cli';

let folder: string;
let scenario: string;
let recording: string;
let token: string;
let again: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
  scenario = at('my.scenario.ts');
  recording = at('x.faultline');
  await writeFile(scenario, `scenario({ title: 'Crossed', protocol: 'none' });${DEADLOCK}`);
  const explored = await faultline(['explore', scenario, '-o', recording]);
  expect(explored).toMatchObject({ code: 1, stderr: expect.stringContaining(`recorded in ${recording}`) });
  [, token = '', again = ''] = /to replay it: faultline replay --schedule (\S+) (.*)/.exec(explored.stdout) ?? [];
  expect(explored.stdout).toContain('VIOLATED: no thread can go on: ab waits while b.locked is 1 (ba)');
  expect(explored.stdout).toContain('the nearest run that ends well shares the first step; then');
  expect(explored.stdout).toMatch(/4 steps, no schedule is shorter; 2 switches/);
});

describe('a recorded counterexample', () => {
  it('is replayed by its own sources, wherever the scenario is by then', async () => {
    const moved = at('moved.faultline');
    await writeFile(moved, await readFile(recording));
    const { code, stdout, stderr } = await faultline(['replay', moved]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('VIOLATED: no thread can go on: ab waits while b.locked is 1 (ba)');
    expect(stdout).toMatch(/1 {2}(ab|ba) {2}changes [ab]\.locked: 0 → 1 in take/);
    expect(stdout).toMatch(/(ab|ba) waits while [ab]\.locked is 1/);
  });

  it('stops after as many steps as one likes, and says where everybody stands', async () => {
    const { code, stdout } = await faultline(['replay', recording, '--to', '3', '--json']);
    expect(code).toBe(0);
    const report = replayReportSchema.parse(JSON.parse(stdout));
    expect(report).toMatchObject({ length: 4, fault: null });
    expect(report.steps).toHaveLength(3);
    expect(report.state.threads.map((t) => t.status).toSorted()).toEqual(['blocked', 'ended', 'ready']);
    expect(report.state.objects.map((o) => o.words.map((w) => `${w.name} ${w.text}`)).flat().toSorted()).toEqual(['a.locked 1', 'b.locked 1']);
    expect((await faultline(['replay', recording, '--to', '0'])).stdout).toContain('The first state: no step is taken.');
  });

  it('names the boot thread when all others have ended and its turn has come', async () => {
    const [leaks, record] = [at('leaks.scenario.ts'), at('leaks.faultline')];
    await writeFile(leaks, `scenario({ title: 'Left', protocol: 'none' });\ninterface thing { n: int; } let kept: thing;\nthread('t', () => { kept = alloc<thing>(); });`);
    const { code, stdout } = await faultline(['explore', leaks, '-o', record]);
    expect([code, stdout]).toEqual([1, expect.stringContaining('thing #0 is still allocated when all has ended')]);
    expect((await faultline(['replay', record, '--to', '0'])).stdout).not.toMatch(/^ +boot/m);
    expect((await faultline(['replay', record, '--to', '2'])).stdout).toMatch(/^ +t +ended\n +boot +ready$|^ +boot +ready.*\n +t +ended$/m);
  });

  it('is the same in JSON as the verdict was', async () => {
    const verdict = verdictReportSchema.parse(JSON.parse((await faultline(['explore', scenario, '--json'])).stdout));
    const report = replayReportSchema.parse(JSON.parse((await faultline(['replay', recording, '--json'])).stdout));
    expect(report.steps).toEqual(verdict.violation!.steps);
    expect(report.fault).toMatchObject({ kind: 'deadlock', message: verdict.violation!.message });
  });
});

describe('a long schedule', () => {
  const LONG = "scenario({ title: 'Long', protocol: 'none' });\nlet seen: int; let left: int;\nthread('looks', () => { for (let i = 0; i < 50; i++) if (seen > 0) left = 2;\nleft = 1; assert(left === 0, 'left');\n});";

  it('is told by its gist, and step by step where one asks for it', async () => {
    const [long, record] = [at('long.scenario.ts'), at('long.faultline')];
    await writeFile(long, LONG);
    const explored = await faultline(['explore', long, '-o', record]);
    expect(explored.stdout).toMatch(/ {2}52 steps, .*\n {2}49 steps not told: .*--all-steps.*\n +1 {2}looks {2}reads seen: 0 .*\n +51 +writes left: 0 → 1 .*\n +52 +reads left: 1 .*\n\n/);
    for (const args of [['explore', long, '--all-steps'], ['replay', record, '--all-steps']]) {
      expect((await faultline(args)).stdout.match(/^ +\d+ +(?:looks)? +reads seen: 0/gm)).toHaveLength(50);
    }
    expect((await faultline(['replay', record, '--to', '51'])).stdout).toMatch(/ {2}51 steps of 52; 0 switches\n {2}49 steps not told/);
  });
});

describe('a schedule as text', () => {
  it('replays the same, as the command that explore prints and as an option of explore', async () => {
    const replayed = await faultline(['replay', '--schedule', token, again]);
    expect(replayed).toMatchObject({ code: 1, stdout: (await faultline(['replay', recording])).stdout });
    expect(await faultline(['explore', '--schedule', token, scenario])).toEqual(replayed);
  });

  it('fits the scenario by whatever name, but no other one', async () => {
    const copy = at('copy.ts');
    await writeFile(copy, await readFile(scenario));
    expect((await faultline(['replay', '--schedule', token, copy])).code).toBe(1);
    await writeFile(copy, `${await readFile(scenario, 'utf8')}\nlet more: int;`);
    expect(await faultline(['replay', '--schedule', token, copy])).toMatchObject({ code: 2, stderr: expect.stringContaining('made from other sources') });
    expect(await faultline(['replay', '--schedule', token.slice(0, -2), scenario])).toMatchObject({ code: 2, stderr: expect.stringContaining('not complete, or was changed') });
    expect(await faultline(['replay', '--schedule', 'hello', scenario, '--json'])).toMatchObject({ code: 2, stdout: expect.stringContaining('"faultline.error"') });
  });
});

describe('what cannot be replayed', () => {
  it.each([
    ['a file that is not there', [], /other\.faultline: there is no such file or folder\. It may have been moved/],
    ['something else', Buffer.from('scenario({ title: 1 });………………………'), /this is no Faultline recording\. Recordings are what the lab saves, and faultline run -o and explore -o write: choose one of those\./],
  ])('%s', async (_, bytes, message) => {
    const file = at('other.faultline');
    if (bytes instanceof Buffer) await writeFile(file, bytes);
    expect(await faultline(['replay', file])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    await rm(file, { force: true });
  });

  it('a recording that is cut off or damaged', async () => {
    const bytes = await readFile(recording);
    const file = at('broken.faultline');
    await writeFile(file, bytes.subarray(0, bytes.length - 3));
    expect(await faultline(['replay', file])).toMatchObject({ code: 2, stderr: expect.stringMatching(/cut off.*: copy it once more, or record it again\./) });
    bytes[200]! ^= 4;
    await writeFile(file, bytes);
    expect(await faultline(['replay', file])).toMatchObject({ code: 2, stderr: expect.stringContaining('damaged') });
  });

  it('a step that is not possible, of which file', async () => {
    const { meta, sources, verdict } = await openExploration(recording);
    const [first, ...others] = verdict.violation!.steps;
    const odd = at('odd.faultline');
    await (await RecordingWriter.create(odd)).exploration({ meta, sources, verdict: { ...verdict, violation: { ...verdict.violation!, steps: [{ ...first!, choice: 7 }, ...others] } } });
    const { code, stdout, stderr } = await faultline(['replay', odd]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    // How the command is used has nothing to do with it.
    expect(stderr).toMatch(/^faultline: .*odd\.faultline cannot be replayed: step 1: .*\n$/);
  });

  it('the recording of a live session', async () => {
    await writeSample(at('live.faultline'));
    expect(await faultline(['replay', at('live.faultline')])).toMatchObject({ code: 2, stderr: expect.stringContaining('no schedule that could be replayed: faultline view shows it') });
  });

  it('an exploration that found nothing', async () => {
    const fine = at('fine.scenario.ts');
    await writeFile(fine, `scenario({ title: 'fine', protocol: 'none' }); let x: int; thread('t', () => { x = 1; });`);
    expect((await faultline(['explore', fine, '-o', at('fine.faultline')])).code).toBe(0);
    expect(await faultline(['replay', at('fine.faultline')])).toMatchObject({ code: 2, stderr: expect.stringContaining(`holds no schedule: its exploration ended verified (faultline view ${at('fine.faultline')} shows what it covers)`) });
  });

  it('is named so that a shell passes it on', async () => {
    const odd = at("it's odd.ts");
    await writeFile(odd, '');
    expect((await faultline(['replay', odd])).stderr).toContain(`is a scenario, not a recording: faultline explore '${odd.replace("'", "'\\''")}' -o FILE`);
  });

  it.each([
    [['replay', 'x.faultline', '--protocol', 'v1-rwsem'], /has its own protocol/],
    [['replay'], /say which recording/],
    [['replay', 'x.faultline', '--to', 'here'], /--to is a whole number/],
    [['explore', 'x', '--schedule', 'fl1:A', '-o', 'y'], /nothing to record/],
    [['explore', 'x', '--schedule', 'fl1:A', '--liveness'], /--schedule replays; --liveness is for a search/],
    [['explore', 'x', '--schedule', 'fl1:A', '--workers', 'many'], /--schedule replays; --workers is for a search/],
    [['replay', '03'], /^faultline: 03 is a scenario, not a recording: faultline explore 03 -o FILE\.faultline makes one/],
    [['export', 'shared/scenarios/03-munmap.scenario.ts', '--format', 'csv', '-o', 'x.csv'], /is a scenario, not a recording/],
    [['view', '03'], /^faultline: 03 is a scenario, not a recording/],
    [['view', 'missing.faultline'], /^faultline: missing\.faultline: there is no such file/],
    [['view', 'shared/scenarios/03-munmap.scenario.ts'], /is a scenario, not a recording/],
  ])('%j', async (args, message) => {
    expect(await faultline(args)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });
});

describe('a recording that cannot be written', () => {
  it('is said before the search begins', async () => {
    expect(await faultline(['explore', scenario, '-o', at('no/such/x.faultline')])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('cannot write') });
  });

  it('leaves nothing behind, and keeps what was there, when the scenario is wrong', async () => {
    const wrong = at('wrong.scenario.ts');
    await writeFile(wrong, 'thread(');
    await writeFile(at('kept.faultline'), 'precious');
    expect((await faultline(['explore', wrong, '-o', at('kept.faultline')])).code).toBe(2);
    expect((await faultline(['explore', scenario, '--property', 'nonsense', '-o', at('kept.faultline')])).code).toBe(2);
    expect(await readFile(at('kept.faultline'), 'utf8')).toBe('precious');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('a schedule that goes round for ever', () => {
  /** Each withdraws when it is not alone. */
  const POLITE = `scenario({ title: 'After you', protocol: 'none' });
let a: int; let b: int;
thread('a', () => { for (;;) { a = 1; if (b === 0) break; a = 0; } a = 0; });
thread('b', () => { for (;;) { b = 1; if (a === 0) break; b = 0; } b = 0; });`;

  it('is found with --liveness, recorded and sent with its round, and replayed as what it is', async () => {
    const [file, record] = [at('polite.scenario.ts'), at('polite.faultline')];
    await writeFile(file, POLITE);
    expect((await faultline(['explore', file])).stdout).toMatch(/^VERIFIED[^]*fairness: none: schedules that go on for ever are not looked for/);
    const explored = await faultline(['explore', file, '--liveness', '-o', record]);
    expect(explored.code).toBe(1);
    expect(explored.stdout).toMatch(/^VIOLATED: livelock, even under strong fairness: a never ends: again and again it reads b: 1/);
    expect(explored.stdout).toMatch(/\n {8}from step \d+ on, this repeats for ever:\n/);
    expect(explored.stdout).toMatch(/reduction: one order of independent steps taken[^]*fairness: weak[^]*deadlock, what is left at the end, starvation/);
    const [, sent = ''] = /to replay it: faultline replay --schedule (\S+) /.exec(explored.stdout) ?? [];
    for (const args of [[record], ['--schedule', sent, file]]) {
      const { code, stdout, stderr } = await faultline(['replay', ...args]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(stdout).toMatch(/from step \d+ on, this repeats for ever:[^]*VIOLATED: livelock/);
    }
    const report = replayReportSchema.parse(JSON.parse((await faultline(['replay', record, '--json'])).stdout));
    expect(report.fault).toMatchObject({ kind: 'starvation', property: null });
    expect(report.length - report.cycle!).toBe(6);
    // On the way it is no more than a schedule.
    expect(await faultline(['replay', record, '--to', '3'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is violated so far.') });
  });

  it('needs all states', async () => {
    expect(await faultline(['explore', scenario, '--liveness', '--strategy', 'pct'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--strategy exhaustive') });
  });
});
