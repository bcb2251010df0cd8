import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { ensureElectron } from '../../scripts/setup/electron-runtime.mjs';
import { root } from '../../scripts/setup/paths.mjs';
import { electronArguments } from '../../scripts/setup/electron-arguments.mjs';
import { beginAfterFirstStart } from './first-start.ts';

const launchLimitMs = 60_000;

export interface Lab {
  app: ElectronApplication;
  /** The first window, its document loaded. */
  page: Page;
  /** What went wrong in the window so far, unasked: uncaught errors and console errors (those of the CSP are among them). */
  problems: string[];
  /** Ends the application; its user data stays if the caller named the folder. */
  close(): Promise<void>;
}

export interface LabOptions {
  /** Arguments after the application's folder, such as a file to open. */
  args?: string[];
  env?: Record<string, string>;
  /** Where settings and layout are kept; by default a folder of its own, removed at the end. */
  userDataDir?: string;
  /** The application to start; the lab itself by default. */
  appDir?: string;
}

/** Starts the built lab in real Electron, with a profile that no other test sees. */
export async function launchLab({ args = [], env = {}, userDataDir, appDir = root }: LabOptions = {}): Promise<Lab> {
  const profile = userDataDir ?? (await mkdtemp(path.join(tmpdir(), 'faultline-e2e-')));
  if (appDir === root) await beginAfterFirstStart(profile, (first) => start(first, [root], {}));
  const lab = await start(profile, [appDir, ...args], env);
  return {
    ...lab,
    async close() {
      await lab.close();
      if (!userDataDir) await rm(profile, { recursive: true, force: true });
    },
  };
}

async function start(profile: string, args: string[], env: Record<string, string>): Promise<Lab> {
  const { executable } = await ensureElectron();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...(await electronArguments(executable)), `--user-data-dir=${profile}`, ...args],
    env: { ...definedEnvironment(), ...env },
    timeout: launchLimitMs,
  });
  askAgain(app);
  const problems = watch(app);
  const page = await firstWindow(app);
  return { app, page, problems, close: () => app.close() };
}

/**
 * V8's inspector holds the promise that it answers with only weakly, even for a function that returns none: a garbage
 * collection at that moment loses the answer. The function has run then, and all that tests have run in the main process
 * may be run twice.
 */
function askAgain(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app) as (...question: unknown[]) => Promise<unknown>;
  const insist = (...question: unknown[]): Promise<unknown> =>
    evaluate(...question).catch((error: Error) => {
      if (error.message.includes('promise was garbage collected')) return insist(...question);
      throw error;
    });
  app.evaluate = insist as ElectronApplication['evaluate'];
}

/** Ends an application that shows no window: nobody else would. */
async function firstWindow(app: ElectronApplication): Promise<Page> {
  try {
    const page = await app.firstWindow({ timeout: launchLimitMs });
    await page.waitForLoadState('domcontentloaded');
    return page;
  } catch (error) {
    app.process().kill('SIGKILL');
    throw error;
  }
}

function watch(app: ElectronApplication): string[] {
  const problems: string[] = [];
  tellHowItDied(app);
  app.context().on('weberror', (event) => problems.push(String(event.error())));
  app.context().on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}

/** A main process that dies by itself says why on its way, where nobody would see it. */
function tellHowItDied(app: ElectronApplication): void {
  let said = '';
  const main = app.process();
  main.stderr?.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-10_000)));
  main.once('exit', (_code, signal) => {
    if (signal !== null && signal !== 'SIGKILL') console.error(`The lab's main process died of ${signal}. It had said:\n${said}`);
  });
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
