import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verdictReportSchema } from '../../../shared/report/verdict-report.ts';
import { faultline } from './run-cli.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
  file = path.join(folder, 'my.scenario.ts');
  await writeFile(file, `scenario({ title: 'Mine', protocol: 'none' });
let x: int; let done: Embedded<atomic_t>;
thread('add', { instances: 2 }, () => {
  x = x + 1;
  if (x === 7) {
    x = 8;
  }
  atomic_inc(done);
});
sometimes('lost', () => atomic_read(done) === 2 && x === 1);
sometimes('seven', () => x === 7);
`);
});
afterAll(() => rm(folder, { recursive: true }));

const explore = (...args: string[]) => faultline(['explore', file, ...args]);

describe('faultline explore', () => {
  it('goes depth first', async () => {
    const { code, stdout } = await explore('--strategy', 'dfs', '--reduction', 'none');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^VERIFIED: all \d+ states, \d+ transitions, 8 steps deep, /);
    expect(stdout).toContain('schedules: depth first, with one worker');
  });

  it.each(['random', 'pct'])('tells of schedules tried one by one (%s) how many steps they took, and of no states', async (strategy) => {
    const { code, stdout } = await explore('--strategy', strategy, '--time', '300ms');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^INCONCLUSIVE: the time is over; .*\n {2}covered [\d,]+ steps, schedules of up to 8 steps, in \d\.\d s$/m);
  });

  it.each([
    [['--strategy', 'dfs', '--workers', '4'], '--workers is for --strategy exhaustive: the others search with one'],
    [['--seed', '7'], '--seed is for strategies that choose at random: --strategy random or pct'],
    [['--config', 'SEQ_BITS=5', '--seq-bits', '4'], 'SEQ_BITS=5 and SEQ_BITS=4 cannot both be: leave out one of them'],
  ])('refuses what it would not heed: %j', async (flags, message) => {
    expect(await explore(...flags)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  it('says which threads change places, and stores each state by itself where that is asked for', async () => {
    const states = async (...args: string[]): Promise<number> => {
      const { stdout } = await explore('--reduction', 'none', ...args);
      expect(stdout.includes('identical: 2 × add')).toBe(args.length === 0);
      return Number(/^VERIFIED: all (\d+) states/.exec(stdout)![1]);
    };
    expect(await states()).toBeLessThan(await states('--symmetry', 'none'));
  });

  it('says of how few switches it is known that none as short has fewer, and that loops are taken to end', async () => {
    const lost = await explore('--witness', 'lost');
    expect(lost.stdout).toMatch(/ {2}\d+ steps, no schedule is shorter; 2 switches, and none as short has fewer\n/);
    expect(lost.stdout).toContain('; loops end: one that comes back to the same state is no violation, unless --liveness looks for it\n');
    expect((await explore('--liveness')).stdout).not.toContain('loops end');
  });

  it('names every reduction that was on', async () => {
    const reduction = async (...args: string[]): Promise<string> => /reduction: ([^\n]*)/.exec((await explore(...args)).stdout)![1]!;
    const sleep = 'one order of independent steps taken (sleep sets)';
    expect(await reduction()).toBe(`independent steps joined, ${sleep}, identical threads change places`);
    expect(await reduction('--reduction', 'none', '--symmetry', 'none')).toBe(sleep);
    expect(await reduction('--reduction', 'none', '--symmetry', 'none', '--strategy', 'dfs')).toBe('none');
    expect(await reduction('--reduction', 'none', '--max-switches', '1')).toBe('none');
    expect(await reduction('--reduction', 'none', '--memory', 'tso')).toBe('none');
    const kernel = await faultline(['explore', '11', '--reduction', 'none', '--symmetry', 'none', '--max-states', '1000']);
    expect(kernel.stdout).toContain(`reduction: ${sleep}, objects placed by who allocates them\n`);
  });

  it('says that a bound of switches is one', async () => {
    const { code, stdout } = await explore('--max-switches', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^VERIFIED WITHIN 1 PREEMPTIVE SWITCH ONLY: nothing is violated in \d+ states/);
    expect(stdout).not.toMatch(/VERIFIED: all/);
    expect(stdout).toContain('schedules: at most 1 preemptive switch, breadth first');
    const report = verdictReportSchema.parse(JSON.parse((await explore('--max-switches', '2', '--strategy', 'dfs', '--json')).stdout));
    expect(report).toMatchObject({ outcome: 'verified-within-bound', covers: { maxSwitches: 2, strategy: 'dfs', goal: null } });
  });

  it('shows the schedule to a line, 0, or says that there is none, 1', async () => {
    const reached = await explore('--reach', '8');
    expect(reached.code).toBe(0);
    expect(reached.stdout).toMatch(/^REACHED: the line is reached in thread add \(.*my\.scenario\.ts:8\)/);
    expect(reached.stdout).toContain('  4 steps, no schedule is shorter; 0 switches');
    expect(reached.stdout).toContain('the last step ends in');
    const never = await explore('--reach', 'my.scenario.ts:6');
    expect(never.code).toBe(1);
    expect(never.stdout).toMatch(/^UNREACHABLE: no interleaving comes to .*my\.scenario\.ts:6; all \d+ states/);
    const within = await explore('--reach', '6', '--max-switches', '0');
    expect(within.code).toBe(1);
    expect(within.stdout).toMatch(/^UNREACHABLE WITHIN 0 PREEMPTIVE SWITCHES ONLY: none of these schedules/);
  });

  it('replays the schedule to what holds sometimes, from its token and from a recording', async () => {
    const recording = path.join(folder, 'lost.faultline');
    const { code, stdout } = await explore('--witness', 'lost', '-o', recording);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^REACHED: sometimes: lost: holds/);
    const [, token] = /--schedule (\S+)/.exec(stdout)!;
    expect(await faultline(['replay', '--schedule', token!, file])).toMatchObject({ code: 0 });
    const replayed = await faultline(['replay', recording]);
    expect(replayed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Nothing is violated\. It was recorded as a schedule that reaches what was looked for: sometimes: lost: holds\.$/m) });
    expect((await faultline(['replay', recording, '--to', '1'])).stdout).toMatch(/^Nothing is violated so far\.$/m);
    const report = verdictReportSchema.parse(JSON.parse((await explore('--witness', 'seven', '--json')).stdout));
    expect(report).toMatchObject({ outcome: 'unreachable', witness: null, covers: { goal: { kind: 'sometimes', name: 'seven' } } });
  });

  it('tells the lines that nobody reaches', async () => {
    const { code, stdout } = await explore('--unreached');
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}reached by no thread\n +.*my\.scenario\.ts: 6\n/);
    const report = verdictReportSchema.parse(JSON.parse((await explore('--unreached', '--json')).stdout));
    expect(report.unreached).toEqual([{ file, line: 6 }]);
  });

  it.each([
    [['--strategy', 'bfs'], '--strategy is one of exhaustive, dfs, random, pct, not bfs'],
    [['--max-switches', 'two'], '--max-switches is a whole number from 0 to 1000, not two'],
    [['--max-switches', '1', '--strategy', 'random'], 'a bound of switches is for searches of all schedules: exhaustive or dfs'],
    [['--unreached', '--strategy', 'pct'], 'a list of the lines that nobody reaches is for searches of all schedules: exhaustive or dfs'],
    [['--reach', '7'], 'no thread runs anything that begins on line 7 of'],
    [['--reach', 'other.ts:7'], 'no thread runs anything of a file other.ts'],
    [['--reach', 'x'], 'a line is a number, or a file and a number as in vma_lock.ts:43; not x'],
    [['--witness', 'eight'], 'the scenario has no sometimes "eight"; it has "lost", "seven"'],
    [['--reach', '8', '--witness', 'lost'], 'a search looks for a line or for a `sometimes`, not for both'],
  ])('refuses %j', async (args, message) => {
    expect(await explore(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
