import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openRecording } from '../../../electron/recordings/reader';
import { RecordingWriter } from '../../../electron/recordings/writer';
import { checkReportSchema, errorReportSchema } from '../../../shared/report/check-report';
import { layoutReportSchema } from '../../../shared/report/layout-report';
import { runReportSchema } from '../../../shared/report/run-report';
import { faultline } from './run-cli';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function scenario(text: string): Promise<string> {
  const file = path.join(folder, 'my.scenario.ts');
  await writeFile(file, `scenario({ title: 'Mine' });\n${text}`);
  return file;
}

describe('faultline', () => {
  it('says that the machine has no room for a run, and leaves nothing of its recording', async () => {
    const memory = vi.spyOn(WebAssembly, 'Memory').mockImplementation(function () {
      throw new RangeError('could not allocate memory');
    });
    const { code, stderr } = await faultline(['run', '01', '-o', path.join(folder, 'none.faultline')]);
    memory.mockRestore();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^faultline: The machine has no .* MiB of memory left for this/);
    expect(stderr).not.toContain('    at ');
    expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  it('tells its version and its commands', async () => {
    expect(await faultline(['--version'])).toEqual({ code: 0, stdout: '9.9.9\n', stderr: '' });
    expect((await faultline(['--help'])).stdout).toContain('faultline check FILE');
    expect((await faultline([])).code).toBe(2);
  });

  it.each(['check', 'run', 'layout', 'emit', 'list'])('explains %s', async (command) => {
    const { code, stdout } = await faultline([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^faultline ${command}`));
    expect((await faultline(['help', command])).stdout).toBe(stdout);
  });

  it.each([
    [['frob'], 'there is no command frob'],
    [['check'], 'say which FILE to check'],
    [['check', 'a', 'b'], 'one argument too many: b'],
    [['run', '--bogus'], 'there is no flag --bogus\nfaultline run --help tells'],
    [['run', '--duratoin', '1s'], 'there is no flag --duratoin; did you mean --duration?\nfaultline run --help tells'],
    [['explor'], 'there is no command explor; did you mean explore?\nfaultline --help tells'],
    [['help', 'mutat'], 'there is no command mutat; did you mean mutate?'],
    [['--verison'], 'there is no flag --verison; did you mean --version?'],
    [['run', '01', '--mode', 'turbo'], '--mode is trace or throughput'],
    [['run', '01', '--duration', '1s', '--iterations', '5'], 'not both'],
    [['run', '01', '--config', 'X'], '--config is NAME=VALUE'],
    [['check', '01', '--config', 'RCU_BACH=3'], '--config RCU_BACH=3: there is no switch RCU_BACH; the program has '],
    [['check', '01', '--config', 'RCU_BACH=3'], '; did you mean RCU_BATCH?\n'],
    [['layout', '01', '--config', 'PER_VMA_LOCK=7'], '--config PER_VMA_LOCK=7: the switch PER_VMA_LOCK is on or off'],
    [['explore', '01', '--seq-bits', '3', '--protocol', 'none'], '--config SEQ_BITS=3: there is no switch SEQ_BITS; the program has PAGES, WORKERS\n'],
    [['explore', '01', '--config', 'RCU_BATCH=0'], '--config RCU_BATCH=0: the switch RCU_BATCH is at least 1, not 0'],
    [['run', '01', '--protocol', 'v1-rwsem-rc'], '--protocol: there is no v1-rwsem-rc; there are mmap-lock-only, '],
    [['explore', '01', '--protocol', '6.15-refcount'], ', none; did you mean 6.15-refcnt?\n'],
    [['run', 'nope.ts'], 'there is no file nope.ts'],
    [['check', '--', '--json'], 'there is no file --json'],
    [['check', '--', '--help'], 'there is no file --help'],
    [['run', ''], 'a name is empty: is a variable of the shell not set?'],
    [['replay', ''], 'a name is empty'],
    [['run', 'no\x1b[31m\npe.ts'], 'there is no file no [31m pe.ts,'],
    [['emit', '01'], 'say where to: -o FILE.wasm'],
    [['layout', '01', 'nope'], 'there is no struct nope'],
    [['layout', '01', 'vm_area_strct'], '; did you mean vm_area_struct?\n'],
    [['mutate', '11', '--file', 'vma_lok.ts'], 'the kernel has no file vma_lok.ts; did you mean vma_lock.ts?\n'],
    [['run', '01', '-o', '/nowhere/x.faultline'], 'cannot write /nowhere/x.faultline'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stdout, stderr } = await faultline(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    const json = await faultline([...args, '--json']);
    if (json.stdout !== '') expect(errorReportSchema.parse(JSON.parse(json.stdout))).toMatchObject({ exitCode: 2 });
  });

  it('lists the scenarios', async () => {
    const { stdout } = await faultline(['list']);
    expect(stdout).toMatch(/03-munmap +\S/);
    expect(JSON.parse((await faultline(['list', '--json'])).stdout).scenarios.length).toBeGreaterThanOrEqual(6);
  });
});

describe('faultline check', () => {
  it('says that a scenario is fine', async () => {
    expect(await faultline(['check', '01'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('prints what is wrong, all of it', async () => {
    const file = await scenario(`thread('t', () => { let x: int = 'a'; const f = 1.5; });`);
    const { code, stdout, stderr } = await faultline(['check', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${file}:2:`);
    expect(stderr).toMatch(/[2-9] errors/);
    const json = await faultline(['check', file, '--json']);
    const report = checkReportSchema.parse(JSON.parse(json.stdout));
    expect(report.ok).toBe(false);
    expect(report.diagnostics.every(({ line }) => line === 2)).toBe(true);
  });
});

describe('faultline run', () => {
  it('reports for people', async () => {
    const { code, stdout } = await faultline(['run', '01', '--duration', '300ms', '--seed', '7']);
    expect(code).toBe(0);
    expect(stdout).toContain('Faultline 9.9.9: ');
    expect(stdout).toContain('seed 7');
    expect(stdout).toMatch(/VMA lock +[\d,]+ +[\d,]+ +\d+\.\d\d %/);
    expect(stdout).toContain('FAULT = VMA_LOCK_SUCCESS + FAULT_MMAP_LOCK + FAULT_SIGSEGV + FAULT_OOM: holds');
    expect(stdout).toMatch(/objects left at the end +none/);
    expect(stdout).toMatch(/\nOK: /);
  });

  it('says of faults that were cut off what they are: nothing that was counted wrongly', async () => {
    const file = await scenario(`
      let mm: mm_struct;
      setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ); });
      thread('fault', () => { page_fault(mm, 0x1000, 0); });
      override(vma_read_trylock, () => { assert(false, 'never tried'); return false; });`);
    const { code, stdout } = await faultline(['run', file]);
    expect(code).toBe(1);
    expect(stdout).toContain('FAULT_OOM: holds, but for 1 fault that was cut off\n');
  });

  it('measures what tracing costs', async () => {
    const { code, stdout, stderr } = await faultline(['run', '01', '--iterations', '200', '--overhead', '--json']);
    expect(code).toBe(0);
    expect(stderr).toContain('measuring what tracing costs: 6 runs of 1 s');
    const { overhead } = runReportSchema.parse(JSON.parse(stdout));
    expect(Math.min(overhead!.trace, overhead!.throughput, overhead!.ratio)).toBeGreaterThan(0);
  });

  it('reports and records a run, whatever becomes of measuring what tracing costs', async () => {
    // What goes on for longer than the run that is asked for comes to more than is right.
    const file = await scenario(`let n: int;\nthread('t', () => { n += 1; assert(n < 1000, 'n stays small'); });`);
    const { code, stdout, stderr } = await faultline(['run', file, '--iterations', '100', '--overhead']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nOK: /);
    expect(stderr).toContain('what tracing costs was not measured: a run ended violated');
  });

  it('reports for programs', async () => {
    const { code, stdout, stderr } = await faultline(['run', '06', '--iterations', '200', '--mode', 'throughput', '--config', 'RCU_BATCH=8', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = runReportSchema.parse(JSON.parse(stdout));
    expect(report).toMatchObject({ verdict: 'ok', exitCode: 0, ended: 'iterations', options: { mode: 'throughput', checks: 'quarantine', config: { RCU_BATCH: 8, PER_VMA_LOCK: false } }, events: null });
    expect(report.faults!.identity).toEqual({ sum: report.faults!.total, holds: true });
    expect(report.counters['VMA_LOCK_SUCCESS']).toBe(0);
  });

  it('exits with 1 for a violation, and says what it is', async () => {
    const file = await scenario(`let n: int;\nthread('t', () => { n += 1; assert(n < 100, 'n stays small'); });`);
    const { code, stdout } = await faultline(['run', file]);
    expect(code).toBe(1);
    expect(stdout).toContain(`assertion: \`t\` fails the assertion "n stays small" in thread t (${file}:3)`);
    expect(stdout).toMatch(/\nVIOLATED \(assertion\)/);
  });

  it('says that no thread ran where the set-up fails', async () => {
    const { code, stdout } = await faultline(['run', await scenario('setup(() => { assert(false); });\nthread("t", {}, () => {});'), '--iterations', '1']);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/\nVIOLATED \(assertion\) before its threads ran\.\n$/)]);
  });

  it('exits with 3 when it is interrupted', async () => {
    const { code, stdout } = await faultline(['run', '01', '--duration', '1h', '--json'], AbortSignal.timeout(3000));
    expect(code).toBe(3);
    expect(runReportSchema.parse(JSON.parse(stdout))).toMatchObject({ verdict: 'interrupted', ended: 'stopped', diagnoses: [] });
  });

  it('records', async () => {
    const file = path.join(folder, 'run.faultline');
    const { code, stdout } = await faultline(['run', '02', '--iterations', '300', '--seed', '5', '--json', '-o', file]);
    expect(code).toBe(0);
    const recording = await openRecording(file);
    expect(recording.meta).toMatchObject({ faultline: '9.9.9', iterations: 300, durationMs: null, session: { seed: 5, mode: 'trace' } });
    expect(recording.sources[0]!.path).toBe('scenarios/02-mprotect.scenario.ts');
    expect(recording.eventCount).toBe(runReportSchema.parse(JSON.parse(stdout)).events!.recorded);
    expect(recording.result.outcome).toBe('ok');
    await recording.close();
  });
});

describe('-o', () => {
  it.each(['run', 'explore', 'emit'])('of %s is no file that it reads, by whatever name', async (command) => {
    const file = await scenario('thread("t", {}, () => {});');
    const change = path.join(folder, 'change.ts');
    const text = 'override(up_read, (sem) => {});';
    await writeFile(change, text);
    await rm(path.join(folder, 'link'), { force: true });
    await symlink(file, path.join(folder, 'link'));
    for (const output of [file, path.join(folder, 'link'), change]) {
      expect(await faultline([command, file, '--with', change, '-o', output])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`-o names a file that is read: ${output}`) });
    }
    expect(await readFile(change, 'utf8')).toBe(text);
  });

  it.each([['run'], ['explore'], ['emit'], ['export', '--format', 'csv']])('of %s is not standard output', async (command, ...flags) => {
    expect(await faultline([command!, '03', ...flags, '-o', '-'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('-o names a file: nothing but a report is written to standard output') });
  });

  it('that cannot be written hides nothing that was found', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
    const wrong = await scenario('thread("t", {}, () => { assert(false); });');
    const output = path.join(folder, 'full.faultline');
    const said = { stdout: expect.stringContaining('VIOLATED'), stderr: expect.stringContaining('could not be written: the disk is full') };
    vi.spyOn(RecordingWriter.prototype, 'finish').mockRejectedValueOnce(full);
    expect(await faultline(['run', wrong, '--iterations', '1', '-o', output])).toMatchObject({ code: 1, ...said });
    vi.spyOn(RecordingWriter.prototype, 'exploration').mockRejectedValue(full);
    expect(await faultline(['explore', wrong, '-o', output])).toMatchObject({ code: 1, ...said });
    const fine = await scenario('let x: int;\nthread("t", {}, () => { x = 1; });');
    expect(await faultline(['explore', fine, '-o', output])).toMatchObject({ code: 2, stdout: expect.stringContaining('VERIFIED') });
    vi.restoreAllMocks();
    expect((await readdir(folder)).filter((name) => name.startsWith('full'))).toEqual([]);
  });
});

describe('faultline layout and emit', () => {
  it('show where fields lie', async () => {
    const { stdout } = await faultline(['layout', '01', 'rw_semaphore']);
    expect(stdout).toMatch(/^rw_semaphore \(\d+ bytes/);
    expect(stdout).toMatch(/count: .* 0 +4 +0\n/);
    const all = layoutReportSchema.parse(JSON.parse((await faultline(['layout', '01', '--json'])).stdout));
    expect(all.structs.map(({ name }) => name)).toEqual(expect.arrayContaining(['vm_area_struct', 'mm_struct', 'rw_semaphore']));
  });

  it('write the code that would run', async () => {
    const file = path.join(folder, 'x.wasm');
    expect((await faultline(['emit', '01', '-o', file])).code).toBe(0);
    expect(WebAssembly.validate(await readFile(file))).toBe(true);
  });
});
