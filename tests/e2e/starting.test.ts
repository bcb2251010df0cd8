/** A lab that was just started: what it was started with is in front, and its window can do nothing but what it is for. */
import { copyFile, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { choose, ready } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let folder: string;
let lab: Lab;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-opening-'));
  await writeFile(path.join(folder, 'given.scenario.ts'), "scenario({ title: 'Given' });\n");
  await writeFile(path.join(folder, 'later.scenario.ts'), "scenario({ title: 'Later' });\n");
  await mkdir(path.join(folder, 'other'));
  await writeFile(path.join(folder, 'other', 'given.scenario.ts'), "scenario({ title: 'Given, too' });\n");
  lab = await launchLab({ args: ['missing.ts', 'other/given.scenario.ts', 'given.scenario.ts', 'missing.faultline', 'other'].map((name) => path.join(folder, name)) });
  await ready(lab.page);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

describe('files named on the command line', () => {
  it('are open, the last one in front, and what could not be opened is said', async () => {
    const { page } = lab;
    const library = page.getByRole('navigation', { name: 'Library' });
    await page.getByRole('tab', { name: 'given.scenario.ts', selected: true }).waitFor();
    for (const refused of ['missing.ts: there is no such file', 'missing.faultline cannot be opened', 'other was not opened: the lab opens scenarios']) await page.getByRole('alert').filter({ hasText: refused }).waitFor();
    expect(await page.title()).toBe('given.scenario.ts – Faultline');
    expect(await page.getByRole('tab', { name: 'given.scenario.ts' }).count()).toBe(2);
    expect(await library.getByText('given.scenario.ts', { exact: true }).count()).toBe(2);
    expect(await library.getByText('missing.faultline').count()).toBe(0);
  });

  it('go to the window that is there, when the lab is started again', async () => {
    const { app, page } = lab;
    // What Electron tells the first lab when a second one is started and gives way to it.
    const argv = ['electron', '.', path.join(folder, 'later.scenario.ts')];
    await app.evaluate(({ app: first }, second) => void first.emit('second-instance', {}, second, '/'), argv);
    await page.getByRole('tab', { name: 'later.scenario.ts', selected: true }).waitFor();
  });
});

describe('a file that is chosen', () => {
  it('is opened as what it is: a recording as one, too, and what is wrong with it is said', async () => {
    const { app, page } = lab;
    const recording = path.join(folder, 'sent.faultline');
    await copyFile(path.join(root, 'tests/recordings/counterexample-1.1.faultline'), recording);
    await choose(app, recording);
    await page.keyboard.press('ControlOrMeta+O');
    await page.locator('section[aria-label="Player"]').getByRole('region', { name: 'Violation' }).waitFor({ timeout: 60_000 });

    await truncate(recording, 1000);
    await page.keyboard.press('ControlOrMeta+O');
    await page.getByRole('alert').filter({ hasText: 'sent.faultline cannot be' }).waitFor();
  });
});

describe('the window', () => {
  it('comes up without a complaint', () => {
    expect(lab.problems).toEqual([]);
  });

  it('has nothing of Node and nothing of Electron', async () => {
    const seen = await lab.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in globalThis),
      bridge: Object.keys(window.faultline).sort(),
    }));
    expect(seen).toEqual({ globals: [], bridge: ['call', 'listen'] });
  });

  it('is sandboxed and isolated', async () => {
    const preferences = await lab.app.evaluate(({ webContents }) => {
      const contents = webContents.getAllWebContents()[0]! as Electron.WebContents & { getLastWebPreferences(): Electron.WebPreferences };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
  });

  it('runs no code but its own', async () => {
    const outcome = await lab.page.evaluate(async () => {
      const attempt = async (work: () => unknown): Promise<string> => {
        try {
          return `did: ${String(await work())}`;
        } catch (error) {
          return (error as Error).name;
        }
      };
      const script = (set: (element: HTMLScriptElement) => void): Promise<string> =>
        new Promise((resolve) => {
          const element = document.createElement('script');
          element.onerror = () => resolve('refused');
          element.onload = () => resolve('loaded');
          set(element);
          document.body.append(element);
          setTimeout(() => resolve((globalThis as { broken?: boolean }).broken ? 'ran' : 'refused'), 500);
        });
      return {
        // Later, for the test's own tool may evaluate while it is being called.
        eval: await new Promise((resolve) => setTimeout(() => void attempt(() => new Function('return 1')()).then(resolve))),
        inline: await script((element) => (element.textContent = 'globalThis.broken = true')),
        data: await script((element) => (element.src = 'data:text/javascript,globalThis.broken = true')),
        remote: await script((element) => (element.src = 'https://example.com/a.js')),
        fetch: await attempt(() => fetch('https://example.com/')),
        blobWorker: await new Promise((resolve) => {
          try {
            const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
            worker.onmessage = () => resolve('ran');
            worker.onerror = () => resolve('refused');
          } catch {
            resolve('refused');
          }
        }),
      };
    });
    expect(outcome).toEqual({ eval: 'EvalError', inline: 'refused', data: 'refused', remote: 'refused', fetch: 'TypeError', blobWorker: 'refused' });
  });

  it('opens no other window and goes nowhere else', async () => {
    const before = lab.page.url();
    expect(before).toBe('app://lab/index.html');
    expect(await lab.page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    await lab.page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    await lab.page.evaluate(() => {
      location.href = 'file:///etc/passwd';
    });
    await lab.page.waitForTimeout(300);
    expect(lab.page.url()).toBe(before);
    expect(lab.app.windows()).toHaveLength(1);
  });

  it('is given no permission', async () => {
    const states = await lab.page.evaluate(async () => {
      const location = new Promise<string>((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('granted'), () => resolve('denied')));
      const camera = navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', () => 'denied');
      return [await Notification.requestPermission(), await location, await camera];
    });
    expect(states).toEqual(['denied', 'denied', 'denied']);
  });

  it('may ask the main process for what the contract names, of files that were chosen', async () => {
    const replies = await lab.page.evaluate(async () => {
      const call = (name: string, request: unknown): Promise<unknown> => window.faultline.call(name as never, request).then((reply) => (reply as { code?: string }).code ?? 'ok', () => 'no such call');
      return [
        await call('files.reopen', { path: '/etc/passwd' }),
        await call('files.save', { path: '/tmp/faultline-was-here', text: '' }),
        await call('files.save', { path: '/tmp/faultline-was-here', text: 'x'.repeat(2 << 20) }),
        await call('session.poll', { session: 77 }),
        await call('session.start', 'now'),
        await call('shell.run', {}),
        await call('__proto__', {}),
      ];
    });
    expect(replies).toEqual(['not-allowed', 'not-allowed', 'invalid-request', 'no-session', 'invalid-request', 'no such call', 'no such call']);
  });
});
