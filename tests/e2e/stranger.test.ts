/**
 * What comes from a stranger (scenarios, recordings, traces, state on disk, arguments, messages, what is dropped) tries to reach the file
 * system, the network and the window's globals. It may be compiled by the dialect, shown as text, or refused; nothing else.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { callNames } from '../../shared/ipc/channels.ts';
import { choose, pane, ready, runButton, settled, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

/** Does something wherever it is taken for HTML. */
const evil = '<img src=x onerror=globalThis.stranger=1>';
const picture = 'https://example.com/x.png';
const scenario = `/** ${evil} ![x](${picture}) [x](command:file.new) <script>globalThis.stranger=1</script> */
scenario({ title: '${evil}', config: { RWSEM_SPIN_ON_OWNER: false } });

/** ${evil} ![x](${picture}) [x](command:file.new) */
let hits_of_a_stranger: int;
thread('${evil}', () => { hits_of_a_stranger++; tracepoint('${evil}', 1, 2); count_event('${evil}'); assert(hits_of_a_stranger < 2, '${evil}'); });
thread('b${evil}', () => { hits_of_a_stranger++; });
always('${evil}', () => hits_of_a_stranger < 9);
`;

let folder: string;
let lab: Lab;
/** Where something was fetched from: what is asked for in vain is not among it. */
const answered: string[] = [];
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-stranger-'));
  await writeFile(at('x.scenario.ts'), scenario);
  // The name of a file may hold everything but a slash.
  await writeFile(at(`${evil}.scenario.ts`), scenario);
  const recording = at(`${evil}.faultline`);
  await faultline(1, 'explore', at('x.scenario.ts'), '-o', recording);
  await faultline(1, 'run', at('x.scenario.ts'), '--duration', '2s', '-o', at(`session ${evil}.faultline`));
  await faultline(0, 'export', recording, '--format', 'itf', '-o', at(`${evil}.itf.json`));
  await plantState(at('profile'));
  lab = await launchLab({ userDataDir: at('profile'), args: [at(`${evil}.scenario.ts`), recording] });
  lab.page.on('response', (response) => answered.push(response.url()));
  await ready(lab.page);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

/** The command line, which is to end with this code. */
async function faultline(code: number, ...args: string[]): Promise<void> {
  const ended = await promisify(execFile)(process.execPath, [path.join(root, 'out/main/cli.js'), ...args], { cwd: root }).then(() => 0, (error: { code?: number }) => error.code);
  expect(ended).toBe(code);
}

/** A profile as a stranger would like it. */
async function plantState(profile: string): Promise<void> {
  const polluting = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
  await mkdir(path.join(profile, 'drafts'), { recursive: true });
  await writeFile(path.join(profile, 'settings.json'), `{${polluting},"theme":"${evil}"}`);
  await writeFile(path.join(profile, 'workspace.json'), `{${polluting},"open":["file:/etc/passwd","file:../../../../etc/passwd","shipped:../../x","kernel:../../../etc/passwd","untitled:7"],"active":"file:/etc/passwd"}`);
  await writeFile(path.join(profile, 'drafts', 'a.json'), JSON.stringify({ id: 'untitled:7', name: evil, text: scenario }));
  await writeFile(path.join(profile, 'drafts', 'b.json'), JSON.stringify({ id: 'file:/etc/passwd', name: evil, text: 'root::0:0' }));
  await writeFile(path.join(profile, 'drafts', 'c.json'), '{"id":'.repeat(100_000));
  await writeFile(path.join(profile, 'layout.json'), JSON.stringify(JSON.stringify({ grid: { root: { type: 'leaf', data: { views: ['x'], id: '1' } }, height: 1, width: 1, orientation: 'HORIZONTAL' }, panels: { x: { id: 'x', contentComponent: evil, title: evil, tabComponent: evil } } })));
}

/** What the window complains of, but for the picture that it was refused (in what the editor tells of a comment). */
const complaints = (): string[] => lab.problems.filter((problem) => !problem.startsWith(`Refused to load the image '${picture}'`));

/** Of what a stranger wanted, nothing has happened. */
async function unharmed(): Promise<void> {
  const seen = await lab.page.evaluate((picture) => ({
    stranger: 'stranger' in globalThis,
    prototype: [Object.prototype, Array.prototype, Function.prototype].flatMap((object) => Object.keys(object)),
    // A picture in a comment's Markdown may have a place in what the editor tells of it; it is not fetched.
    elements: [...document.querySelectorAll('img, iframe, object, embed, webview, base, script:not([src])')].filter((element) => !(element instanceof HTMLImageElement && element.src === picture && element.naturalWidth === 0)).map((element) => element.outerHTML.slice(0, 200)),
    url: location.href,
  }), picture);
  expect(seen).toEqual({ stranger: false, prototype: [], elements: [], url: 'app://lab/index.html' });
  expect(lab.app.windows()).toHaveLength(1);
  expect(answered.filter((url) => !/^(app:\/\/lab\/|data:|blob:app:\/\/lab\/)/.test(url))).toEqual([]);
  expect(existsSync(at('written'))).toBe(false);
}
afterEach(unharmed);

describe('what a stranger sends', () => {
  it('is text where the window shows it: names, titles, messages, kept state', async () => {
    const { page } = lab;
    const player = page.locator('section[aria-label="Player"]');
    await player.getByRole('region', { name: 'Violation' }).waitFor({ timeout: 60_000 });
    expect(await player.innerText()).toContain(evil);
    await page.getByRole('tab', { name: `${evil}.scenario.ts`, exact: true }).waitFor();
    for (const name of ['Explore', 'Problems', 'Inspector']) await pane(page, name);
    expect(lab.problems).toEqual([]);
  });

  it('is text in a live run', async () => {
    const { page } = lab;
    await page.getByRole('tab', { name: `${evil}.scenario.ts`, exact: true }).click();
    await settled(page);
    await runButton(page).click();
    const session = await pane(page, 'Session');
    await session.getByRole('heading', { name: 'Violation' }).waitFor();
    expect(await session.innerText()).toContain(evil);
    for (const name of ['Threads', 'Contention', 'Latencies', 'Counters', 'Timeline']) await pane(page, name);
    expect(lab.problems).toEqual([]);
  });

  it('is text, and fetches nothing, where the editor explains it', async () => {
    const { page } = lab;
    // It stands where the session failed, which may be far to the right.
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+Home');
    const name = page.locator('.monaco-editor .view-line span', { hasText: 'hits_of_a_stranger' }).first();
    await name.hover();
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'let hits_of_a_stranger' });
    await hover.waitFor();
    await page.mouse.move(0, 0);
  });

  it('is text in the recording of a session', async () => {
    const { app, page } = lab;
    await choose(app, at(`session ${evil}.faultline`));
    await page.keyboard.press('ControlOrMeta+Alt+R');
    await page.locator('footer').getByText(`Recording session ${evil}.faultline`).waitFor();
    const session = await pane(page, 'Session');
    await session.getByRole('heading', { name: 'Violation' }).waitFor();
    expect(await session.innerText()).toContain(evil);
    for (const name of ['Threads', 'Contention', 'Counters', 'Inspector', 'Timeline']) await pane(page, name);
    expect(complaints()).toEqual([]);
  });

  it('is text in a trace of another tool, which becomes a recording', async () => {
    const { app, page } = lab;
    await app.evaluate(({ dialog }, [trace, recording]) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [trace!] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: recording! });
    }, [at(`${evil}.itf.json`), at(`again ${evil}.faultline`)]);
    await page.keyboard.press('ControlOrMeta+Alt+R');
    await page.getByText(`again ${evil}.faultline, recorded by`).waitFor({ timeout: 60_000 });
    const player = page.locator('section[aria-label="Player"]');
    await player.getByRole('region', { name: 'Violation' }).waitFor({ timeout: 60_000 });
    expect(await player.innerText()).toContain(evil);
    expect(complaints()).toEqual([]);
  });

  it('saves no draft over a file that nobody opened', async () => {
    const { page } = lab;
    const replies = await page.evaluate(async (paths) => Promise.all(paths.map(async (target) => ((await window.faultline.call('files.save', { path: target, text: 'x' })) as { code?: string }).code)), ['/etc/passwd', at('written'), `${at('x.scenario.ts')}/../written`]);
    expect(replies).toEqual(['not-allowed', 'not-allowed', 'not-allowed']);
    expect(await readFile('/etc/passwd', 'utf8')).toContain('root:');
  });

  it('is no program where it is not the dialect', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, `/// <reference path="/etc/passwd" />
import { writeFileSync } from 'fs';
scenario({ title: eval('globalThis.stranger = 1') });
thread('a', () => { require('fs').writeFileSync('${at('written')}', ''); (() => {}).constructor('globalThis.stranger = 1')(); fetch('https://example.com/'); import('https://example.com/x.js'); });
`);
    const problems = await pane(page, 'Problems');
    await problems.getByText('no imports or exports').first().waitFor();
    await runButton(page).click();
    await page.getByRole('alert').filter({ hasText: /was not run: it has \d+ errors/ }).first().waitFor();
  });

  it('is refused as a message, whatever its shape, on every channel', async () => {
    const { page } = lab;
    const accepted = await page.evaluate(async (names) => {
      const cyclic: Record<string, unknown> = {};
      cyclic.self = cyclic;
      let deep: unknown = {};
      for (let i = 0; i < 5000; i++) deep = { id: deep, scenario: deep };
      const shapes: unknown[] = [
        null, 0, NaN, '', 'x'.repeat(3 << 20), true, 1n, [], [[]], {}, { __proto__: { player: 1 } }, cyclic, deep, new Date(), new Map([['player', 1]]), new Uint8Array(9),
        { id: '../../x', name: '', text: 1 }, { scenario: { path: '../../../etc/passwd', text: '' }, config: JSON.parse('{"__proto__":1}') as unknown },
        { player: '1', step: -1 }, { session: '1' }, { path: ['/etc/passwd'] }, () => 1, Symbol('x'), window,
      ];
      const wrong: string[] = [];
      for (const name of names) {
        for (const [i, shape] of shapes.entries()) {
          const send = async () => (await window.faultline.call(name, shape)) as { ok: boolean; code?: string };
          const reply = await send().catch(() => ({ ok: false, code: 'not sent' }));
          if (reply.ok || !['invalid-request', 'not sent'].includes(reply.code!)) wrong.push(`${name} ${i}: ${JSON.stringify(reply)}`);
        }
      }
      return wrong;
    }, callNames);
    expect(accepted).toEqual([]);
    expect(await page.evaluate(async () => ((await window.faultline.call('app.about', undefined)) as { ok: boolean }).ok)).toBe(true);
  });

  it('is no more than the name of a file as an argument', async () => {
    const { app, page } = lab;
    const argv = ['electron', '.', 'https://example.com/x.ts', 'file:///etc/passwd.ts', `javascript:globalThis.stranger=1//.ts`, 'app://lab/../../x.faultline', '--load-extension=/tmp', `${evil}.ts`, '/etc/passwd'];
    await app.evaluate(({ app: first }, second) => void first.emit('second-instance', {}, second, '/'), argv);
    await page.getByRole('alert').filter({ hasText: 'no such file' }).first().waitFor();
  });

  it('goes nowhere when it is dropped on the window', async () => {
    const { page } = lab;
    const client = await page.context().newCDPSession(page);
    const drop = async (data: object): Promise<void> => {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await client.send('Input.dispatchDragEvent', { type, x: 400, y: 20, data: { items: [], dragOperationsMask: 1, ...data } });
      }
      await page.waitForTimeout(300);
    };
    await drop({ files: ['/etc/passwd'] });
    await drop({ items: [{ mimeType: 'text/uri-list', data: 'https://example.com/' }, { mimeType: 'text/html', data: evil }] });
    await client.detach();
  });
});
