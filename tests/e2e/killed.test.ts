/** SIGKILL at any moment: nothing that was saved is damaged, and what was typed comes back. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../electron/recordings/reader.ts';
import { root } from '../../scripts/setup/paths.mjs';
import { choose, colourfulness, counter, drawn, grows, pane, ready, runButton, stopButton, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'faultline-killed-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** In small steps, so as not to miss what does not last. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); await new Promise((resolve) => setImmediate(resolve))) {
    if (Date.now() > end) throw new Error('it never came to that');
  }
}

describe('the window', () => {
  let lab: Lab;
  let file: string;
  const texts = ['a', 'b'].map((letter) => `// ${letter.repeat(70)}\n`.repeat(8000));
  const start = async (): Promise<void> => {
    lab = await launchLab({ userDataDir: path.join(folder, 'profile'), args: [file] });
    await ready(lab.page);
  };
  const partOf = (names: string[]): string | undefined => names.find((name) => name.endsWith('.part'));

  beforeAll(async () => {
    file = path.join(folder, 'mine.scenario.ts');
    await writeFile(file, texts[0]!);
    await start();
  });
  afterAll(() => lab.close());

  it('offers back what was typed, and has a file whole that it was saving', async () => {
    const { app, page } = lab;
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, '// typed and never saved\n');
    // As fast as it can, by the window's own way to the disk.
    const saving = page.evaluate(
      async ([target, ...versions]) => {
        for (let i = 1; ; i++) await window.faultline.call('files.save', { path: target, text: versions[i % 2] });
      },
      [file, ...texts],
    );
    saving.catch(() => {});
    const first = (await stat(file)).ino;
    await until(async () => (await stat(file)).ino !== first);
    await until(async () => partOf(await readdir(folder)) !== undefined);
    await killed(app.process());
    expect(texts).toContain(await readFile(file, 'utf8'));

    await start();
    await lab.page.getByText('1 not saved').waitFor();
    await lab.page.getByRole('tab', { name: 'untitled-1' }).click();
    await lab.page.locator('.monaco-editor .view-line').filter({ hasText: 'typed and never saved' }).waitFor();
    // What was left half written is gone with the next save.
    await lab.page.evaluate(([target, text]) => window.faultline.call('files.save', { path: target, text }), [file, texts[0]]);
    expect(partOf(await readdir(folder))).toBeUndefined();
  });

  it('starts as ever after it was killed in a live run that was being saved', async () => {
    const before = await readFile(file);
    await lab.page.getByRole('navigation', { name: 'Library' }).getByText('Faults against mprotect', { exact: true }).click();
    await runButton(lab.page).click();
    await stopButton(lab.page).waitFor();
    await grows(() => counter(lab.page, 'FAULT'), 0);
    // While its recording is saved over one that is there.
    const saved = path.join(folder, 'saved.faultline');
    await choose(lab.app, saved);
    const save = async (again: boolean): Promise<void> => {
      do {
        const { ok } = (await window.faultline.call('recordings.saveSession', { suggestedName: 'x', notes: { notes: [], bookmarks: [] } })) as { ok: boolean };
        if (!ok) throw new Error('it was not saved');
      } while (again);
    };
    await lab.page.evaluate(save, false);
    const first = (await stat(saved)).ino;
    lab.page.evaluate(save, true).catch(() => {});
    await until(async () => (await stat(saved)).ino !== first);
    await until(() => existsSync(`${saved}.part`));
    await killed(lab.app.process());
    const recording = await openRecording(saved);
    expect(recording.result.checks.note).toBe('it was saved while it ran');
    await recording.close();

    await start();
    expect(await readFile(file)).toEqual(before);
    await lab.page.getByText('1 not saved').waitFor();
    await runButton(lab.page).waitFor();
    expect(lab.problems).toEqual([]);
  });
});

describe('the window, closed while a live run is being saved', () => {
  it('leaves nothing half written, and nothing of the run', async () => {
    const target = path.join(folder, 'closed.faultline');
    const profile = path.join(folder, 'closed');
    const lab = await launchLab({ userDataDir: profile });
    await ready(lab.page);
    await runButton(lab.page).click();
    await stopButton(lab.page).waitFor();
    await grows(() => counter(lab.page, 'FAULT'), 0);
    expect((await readdir(path.join(profile, 'sessions'))).length).toBe(1);
    await choose(lab.app, target);
    const saving = async (): Promise<void> => {
      for (;;) await window.faultline.call('recordings.saveSession', { suggestedName: 'x', notes: { notes: [], bookmarks: [] } });
    };
    lab.page.evaluate(saving).catch(() => {});
    await until(() => existsSync(`${target}.part`));
    await lab.close();
    expect(existsSync(`${target}.part`)).toBe(false);
    expect(existsSync(path.join(profile, 'sessions'))).toBe(false);
  });
});

describe('the GPU’s process', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await launchLab({ args: [path.join(root, 'tests/recordings/session-1.2.faultline')] });
    await ready(lab.page);
  });
  afterAll(() => lab.close());

  async function killed(): Promise<void> {
    const pids = await lab.app.evaluate(({ app }) => app.getAppMetrics().filter(({ type }) => type === 'GPU').map(({ pid }) => pid));
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  }

  it.each(['once', 'so often that Chromium gives no WebGL any more'])('leaves the lanes as they were, when it dies: %s', async () => {
    const lanes = (await pane(lab.page, 'Timeline')).locator('canvas.rects');
    const colour = (): Promise<number> => colourfulness(lab.page, lanes);
    await grows(colour, 0.005);
    const before = await colour();
    const lost = lanes.evaluate((canvas: HTMLCanvasElement) => canvas.getContext('webgl2') && new Promise((seen) => {
      canvas.addEventListener('webglcontextlost', () => seen(true), { once: true });
    }));
    await drawn(lab.page);
    await killed();
    await lost;
    await drawn(lab.page);
    await grows(colour, 0.9 * before);
    expect(lab.problems).toEqual([]);
  });
});

describe('the command line', () => {
  const recording = path.join(root, 'tests/recordings/counterexample-1.1.faultline');
  const faultline = (...args: string[]): ChildProcess => spawn(process.execPath, [path.join(root, 'out/main/cli.js'), ...args], { cwd: root, stdio: 'ignore' });
  const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve));

  it('leaves the file that an export is to replace, or the whole export', async () => {
    const output = path.join(folder, 'steps.pftrace');
    const args = ['export', recording, '--format', 'perfetto', '-o', output];
    expect(await ended(faultline(...args))).toBe(0);
    const whole = await readFile(output);
    const before = Buffer.from('what was there before');
    await writeFile(output, before);
    const child = faultline(...args);
    await until(() => existsSync(`${output}.part`) || child.exitCode !== null);
    await killed(child);
    const after = await readFile(output);
    expect([before.toString('hex'), whole.toString('hex')]).toContain(after.toString('hex'));

    expect(await ended(faultline(...args))).toBe(0);
    expect(await readFile(output)).toEqual(whole);
    expect(existsSync(`${output}.part`)).toBe(false);
  });

  it('leaves the recording that a run is to replace', async () => {
    const output = path.join(folder, 'run.faultline');
    await writeFile(output, 'what was there before');
    const child = faultline('run', '01', '--duration', '60s', '-o', output);
    await until(async () => (await stat(`${output}.part`).catch(() => ({ size: 0 }))).size > 100_000);
    await killed(child);
    expect(await readFile(output, 'utf8')).toBe('what was there before');
  });
});
