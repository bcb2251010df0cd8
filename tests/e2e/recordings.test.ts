import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { choose, colourfulness, colourOf, counter, drawn, grows, openShipped, pane, ready, resize, runButton, settled, stop } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let folder: string;
let recording: string;
let lab: Lab;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-recordings-'));
  recording = path.join(folder, 'b01.faultline');
  // Ends with 1: it is violated.
  await promisify(execFile)(process.execPath, [path.join(root, 'out/main/cli.js'), 'explore', '11', '-o', recording], { cwd: root }).catch((error: { code?: number }) => {
    if (error.code !== 1) throw error;
  });
  lab = await launchLab({ args: [recording] });
  await ready(lab.page);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a recorded counterexample', () => {
  it('opens with its scenario, its verdict and its schedule in the player', async () => {
    const { page } = lab;
    const player = page.locator('section[aria-label="Player"]');
    await player.getByRole('region', { name: 'Violation' }).waitFor({ timeout: 60_000 });
    expect(await player.getByRole('region', { name: 'Violation' }).innerText()).toMatch(/use after free: vm_area_struct #\d/);
    await page.getByRole('tab', { name: '11-up-read.scenario.ts', exact: true }).waitFor();
    await page.keyboard.press('Alt+0');
    const explore = page.locator('section[aria-label="Explore"]');
    expect(await explore.innerText()).toMatch(/I4/);
    expect(await page.getByRole('region', { name: 'Notices' }).getByRole('alert').allInnerTexts()).toEqual([]);
    expect(lab.problems).toEqual([]);
  });

  it('is about the document with that text, and names the property in full', async () => {
    const { page } = lab;
    expect(await page.getByRole('tab', { name: /^untitled/ }).count()).toBe(0);
    expect(await page.getByText('have changed since').count()).toBe(0);
    expect(await page.locator('section[aria-label="Explore"]').getByRole('status').first().innerText()).toMatch(/^Violated in v1-rwsem: I4 lifetime, in \d+ steps/);
  });

  it('says of files that are dragged over the window that they can be dropped, and of nothing else', async () => {
    const { page } = lab;
    const hint = page.getByText(dropHint);
    const devtools = await page.context().newCDPSession(page);
    const drag = async (type: 'dragEnter' | 'dragOver' | 'dragCancel', data: { items: { mimeType: string; data: string }[]; files?: string[] }): Promise<void> => {
      await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 200, data: { ...data, dragOperationsMask: 1 } });
      await drawn(page);
    };
    const text = { items: [{ mimeType: 'text/plain', data: 'munmap' }] };
    const file = { items: [], files: [path.join(root, 'README.md')] };
    await drag('dragEnter', text);
    await drag('dragOver', text);
    expect(await hint.count()).toBe(0);
    await drag('dragCancel', text);
    await drag('dragEnter', file);
    await drag('dragOver', file);
    await hint.waitFor();
    await drag('dragCancel', file);
    await hint.waitFor({ state: 'detached' });
  });

  it('takes notes on its steps, and has them again when it is opened again', async () => {
    const { page } = lab;
    const player = await pane(page, 'Player');
    await player.getByRole('button', { name: 'To the start' }).click();
    await player.getByRole('button', { name: 'Step', exact: true }).click();
    await player.getByRole('button', { name: 'Notes', exact: true }).click();
    await player.getByLabel('Note on the recording').fill('Two steps too late.');
    // Each is there to be written at once.
    const focused = (): Promise<string | null> => page.evaluate(() => document.activeElement!.getAttribute('aria-label'));
    await player.getByRole('button', { name: 'Bookmark', exact: true }).click();
    await expect.poll(focused).toBe('Name of the bookmark at step 1');
    await page.keyboard.insertText('begins');
    await player.getByRole('button', { name: 'Note', exact: true }).click();
    await expect.poll(focused).toBe('Note on step 1');
    await page.keyboard.insertText('Watch this one.');
    const save = player.getByRole('button', { name: 'Save notes' });
    await save.click();
    await expect.poll(() => save.isDisabled()).toBe(true);

    const command = async (title: string): Promise<void> => {
      await page.keyboard.press('F1');
      await page.getByRole('combobox', { name: 'Command' }).fill(title);
      await page.keyboard.press('Enter');
    };
    await command('Close What Is Played');
    await player.getByRole('region', { name: 'Violation' }).waitFor({ state: 'detached' });
    await choose(lab.app, recording);
    await command('Open Recording');
    await player.getByRole('region', { name: 'Violation' }).waitFor({ timeout: 60_000 });
    await expect.poll(() => player.getByLabel('Note on the recording').inputValue()).toBe('Two steps too late.');
    await player.getByRole('button', { name: 'step 1', exact: true }).click();
    await player.getByRole('button', { name: 'Steps', exact: true }).click();
    expect(await player.getByRole('listbox', { name: 'Fails: steps' }).getByRole('option', { selected: true }).innerText()).toMatch(/^1\s[^]*★ begins · Watch this one\./);
    await player.getByRole('button', { name: 'Threads', exact: true }).click();
    expect(await player.locator('.now').innerText()).toMatch(/★ begins\s*Watch this one\./);
    expect(lab.problems).toEqual([]);
  });

  it('is exported from the window', async () => {
    const { app, page } = lab;
    await choose(app, path.join(folder, 'b01.itf.json'));
    await page.keyboard.press('ControlOrMeta+Alt+E');
    await page.getByRole('dialog', { name: 'Export b01.faultline' }).getByRole('button', { name: 'ITF JSON' }).click();
    await page.getByText('Exported to b01.itf.json.').waitFor({ timeout: 60_000 });
  });

  it('comes back from its ITF trace, as a recording where the person wants it', async () => {
    const { app, page } = lab;
    await app.evaluate(({ dialog }, [trace, again]) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [trace!] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: again! });
    }, [path.join(folder, 'b01.itf.json'), path.join(folder, 'again.faultline')]);
    await page.keyboard.press('ControlOrMeta+Alt+R');
    await page.getByText('again.faultline, recorded by').waitFor({ timeout: 60_000 });
    await page.locator('section[aria-label="Player"]').getByRole('region', { name: 'Violation' }).waitFor({ timeout: 60_000 });

    await app.evaluate(({ dialog }, dropped) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: dropped });
    }, path.join(folder, 'dropped.faultline'));
    await drop(page, path.join(folder, 'b01.itf.json'));
    await page.getByText('dropped.faultline, recorded by').waitFor({ timeout: 60_000 });
  });

  it('is opened from the palette, and one that is damaged is refused in words', async () => {
    const { app, page } = lab;
    const cut = path.join(folder, 'cut.faultline');
    await copyFile(recording, cut);
    await truncate(cut, 1000);
    await app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    }, cut);
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Command' }).fill('Open Recording');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: /cut\.faultline cannot be opened: the recording is cut off.*copy it once more, or record it again/ }).waitFor();
  });

  it('stays in the library when it is refused there, and is taken off it in words when it is gone', async () => {
    const { app, page } = lab;
    const mine = path.join(folder, 'mine.faultline');
    await copyFile(recording, mine);
    await choose(app, mine);
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Command' }).fill('Open Recording');
    await page.keyboard.press('Enter');
    const listed = page.getByRole('navigation', { name: 'Library' }).getByText('mine.faultline', { exact: true });
    await listed.waitFor();
    await truncate(mine, 1000);
    await listed.click();
    await page.getByRole('alert').filter({ hasText: 'mine.faultline cannot be opened: the recording is cut off' }).waitFor();
    expect(await listed.count()).toBe(1);
    await rm(mine);
    await listed.click();
    await page.getByRole('alert').filter({ hasText: 'mine.faultline cannot be opened: there is no such file or folder' }).filter({ hasText: 'mine.faultline was taken off the list' }).waitFor();
    await listed.waitFor({ state: 'detached' });
    // What was said of either is over with the next one that is tried.
    await openShipped(page, 'up_read() as posted, one fault and one munmap');
    expect(await page.getByRole('alert').filter({ hasText: 'cannot be opened' }).count()).toBe(0);
  });

  it('has what is said of many files cover no tab, and taken away at once', async () => {
    const { page } = lab;
    const alerts = page.getByRole('region', { name: 'Notices' }).getByRole('alert');
    await drop(page, ...['README.md', 'LICENSE', 'docs/window.md', 'docs/editor.md', 'docs/kernel.md'].map((file) => path.join(root, file)));
    await alerts.filter({ hasText: 'kernel.md was not opened' }).waitFor();
    await page.getByRole('tab', { name: 'Counters', exact: true }).click();
    await page.getByText(/^\d+ earlier$/).waitFor();
    expect(await alerts.count()).toBe(3);
    await page.getByRole('button', { name: 'Dismiss all' }).click();
    await expect.poll(() => alerts.count()).toBe(0);
  });
});

describe('a recorded session', () => {
  let session: string;
  beforeAll(async () => {
    session = path.join(folder, 'session.faultline');
    await promisify(execFile)(process.execPath, [path.join(root, 'out/main/cli.js'), 'run', '01', '--iterations', '2000', '-o', session], { cwd: root });
  });

  it('opens with its timeline, counters, threads, contention and report', async () => {
    const { app, page } = lab;
    await choose(app, session);
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Command' }).fill('Open Recording');
    await page.keyboard.press('Enter');
    await page.locator('footer').getByText('Recording session.faultline').waitFor();
    await page.getByRole('tab', { name: '01-one-vma.scenario.ts', exact: true }).waitFor();

    // Another one of its name is listed, too, and is not the one that is shown.
    const copy = path.join(folder, 'copies', 'session.faultline');
    await mkdir(path.dirname(copy));
    await copyFile(session, copy);
    await drop(page, copy);
    const listed = page.getByRole('navigation', { name: 'Library' }).getByRole('button').filter({ hasText: 'session.faultline' });
    await expect.poll(() => listed.count()).toBe(2);
    expect(await listed.evaluateAll((both) => both.map((each) => each.getAttribute('aria-current')))).toEqual(['true', null]);

    // It has no states to tell of, and is not what it is written into.
    const ways = page.getByRole('dialog', { name: 'Export session.faultline' });
    const histograms = ways.getByRole('button', { name: 'Histograms (CSV)' });
    await choose(app, copy);
    await page.keyboard.press('ControlOrMeta+Alt+E');
    await ways.getByRole('button', { name: 'ITF JSON Of counterexamples alone; this is a session.', disabled: true }).waitFor();
    // Enter makes the first that it can be made.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Perfetto trace/);
    await histograms.click();
    const refused = page.getByRole('alert').filter({ hasText: 'Nothing was exported: session.faultline is the recording itself' });
    await refused.waitFor();

    await choose(app, path.join(folder, 'session-histograms'));
    await page.keyboard.press('ControlOrMeta+Alt+E');
    await histograms.click();
    await page.getByText('Exported to session-histograms.csv.').waitFor({ timeout: 60_000 });
    expect(await readFile(path.join(folder, 'session-histograms.csv'), 'utf8')).toMatch(/^histogram,from ns,to ns,count\r?\n.+,\d+,\d+,\d+/);
    // It is over with the one that succeeded.
    expect(await refused.count()).toBe(0);

    const timeline = page.locator('section[aria-label="Timeline"]');
    await expect.poll(() => timeline.locator('canvas.texts').getAttribute('aria-label')).toMatch(/^Timeline of 6 threads: [\d,]+ events/);
    await expect.poll(() => colourfulness(page, timeline.locator('canvas.rects'))).toBeGreaterThan(0.001);
    expect(await timeline.getByRole('button', { name: 'Follow' }).count()).toBe(0);

    expect(await (await pane(page, 'Session')).innerText()).toMatch(/All checks hold[\s\S]*Recording[\s\S]*session\.faultline/);
    await pane(page, 'Counters');
    expect(await counter(page, 'FAULT')).toBe(8000);
    expect(await (await pane(page, 'Threads')).innerText()).toMatch(/worker\/0\s+finished\s+2,000/);
    expect(lab.problems).toEqual([]);
  });

  it('shows a moment that is pointed at', async () => {
    const { page } = lab;
    await pane(page, 'Timeline');
    const box = (await page.locator('section[aria-label="Timeline"] canvas.texts').boundingBox())!;
    await page.mouse.click(box.x + 14, box.y + 4);
    // Before the first fault.
    await expect.poll(() => counter(page, 'FAULT')).toBe(0);
  });

  it('takes a click on the axis for a moment, whatever is scrolled away beneath it', async () => {
    const { page } = lab;
    const timeline = await pane(page, 'Timeline');
    const scroller = timeline.locator('.scroller');
    const strip = timeline.getByRole('region', { name: 'Chosen slice' });
    const box = (await timeline.locator('canvas.texts').boundingBox())!;
    const under = 30;
    const x = box.x + box.width / 2;
    await scroller.evaluate((lanes) => lanes.scrollTo(0, 0));
    await scroller.focus();
    // The first thread's slice that is nearest to the middle, in the middle and as wide as the view.
    for (const key of ['Home', '.', 'f', 'f', 'Escape']) {
      await page.keyboard.press(key);
      await drawn(page);
    }
    await strip.waitFor({ state: 'detached' });
    await page.mouse.click(x, box.y + under);
    await strip.waitFor();
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await strip.waitFor({ state: 'detached' });
    await scroller.evaluate((lanes, by) => lanes.scrollTo(0, by), under - 4);
    expect(await scroller.evaluate((lanes) => lanes.scrollTop)).toBe(under - 4);
    await page.mouse.click(x, box.y + 4);
    await drawn(page);
    expect(await strip.count()).toBe(0);
  });
});

describe('saving', () => {
  const command = async (title: string): Promise<void> => {
    await lab.page.keyboard.press('F1');
    const palette = lab.page.getByRole('dialog', { name: 'Command palette' });
    await palette.getByRole('combobox', { name: 'Command' }).fill(title);
    await palette.getByRole('option', { selected: true }).filter({ hasText: title, hasNotText: 'needs' }).waitFor();
    await palette.getByRole('combobox', { name: 'Command' }).press('Enter');
    await palette.waitFor({ state: 'detached' });
  };
  const saved = (name: string): Promise<void> => lab.page.getByRole('status').filter({ hasText: `Saved ${name}.` }).waitFor({ timeout: 60_000 });
  type Ran = { code: number; stdout: string; stderr: string };
  const cli = (...args: string[]): Promise<Ran> =>
    promisify(execFile)(process.execPath, [path.join(root, 'out/main/cli.js'), ...args], { cwd: root }).then((ran) => ({ code: 0, ...ran }), ({ code, stdout, stderr }: Ran) => ({ code, stdout, stderr }));

  it('keeps a verdict, and a schedule that was played to some step: both replay', async () => {
    const { app } = lab;
    const verdict = path.join(folder, 'verdict.faultline');
    await choose(app, verdict);
    await command('Save Recording of the Exploration');
    await saved('verdict.faultline');
    expect(await cli('replay', verdict)).toMatchObject({ code: 1, stdout: expect.stringMatching(/use.after.free/i) });

    const played = path.join(folder, 'played.faultline');
    await choose(app, played);
    await command('Save Recording of the Schedule');
    await saved('played.faultline');
    expect(await cli('replay', played)).toMatchObject({ code: 1, stdout: expect.stringMatching(/use.after.free/i) });
  });

  it('keeps a session while it runs and when it has ended, with its address space', async () => {
    const { app, page } = lab;
    await page.getByRole('tab', { name: '01-one-vma.scenario.ts', exact: true }).click();
    await settled(page);
    const asked = performance.now();
    await runButton(page).click();
    await pane(page, 'Counters');
    await grows(() => counter(page, 'FAULT'), 1000);
    // So that most of it is what its threads did, though the first session of a lab is long in setting up.
    await page.waitForTimeout(3 * (performance.now() - asked));
    const [early, late] = ['early', 'late'].map((name) => path.join(folder, `${name}.faultline`)) as [string, string];
    await choose(app, early);
    await command('Save Recording of the Session');
    await saved('early.faultline');
    const report = await stop(page);
    const heading = await report.getByRole('heading', { level: 2 }).innerText();
    await choose(app, late);
    await report.getByRole('button', { name: 'Save…' }).click();
    await saved('late.faultline');
    const faults = await pane(page, 'Counters').then(() => counter(page, 'FAULT'));

    for (const [file, words] of [[early, 'Inconclusive'], [late, heading]] as const) {
      await choose(app, file);
      await command('Open Recording');
      await page.locator('footer').getByText(`Recording ${path.basename(file)}`).waitFor({ timeout: 60_000 });
      expect(await (await pane(page, 'Session')).innerText()).toContain(words);
    }
    await pane(page, 'Counters');
    expect(await counter(page, 'FAULT')).toBe(faults);
    // A moment when the threads ran. (On the axis: a slice would be chosen, and show the moment in which it begins.)
    await pane(page, 'Timeline');
    const box = (await page.locator('section[aria-label="Timeline"] canvas.texts').boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.9, box.y + 4);
    const space = await pane(page, 'Address space');
    await space.getByText('mm_lock_seq').waitFor();
    // Where threads fault is known of that moment.
    await space.locator('footer').getByText('fault', { exact: true }).waitFor();
    expect(await cli('export', late, '--format', 'csv', '-o', path.join(folder, 'late.csv'))).toMatchObject({ code: 0, stderr: expect.stringContaining('exported to') });
  });

  it('lists them, and opens what is dropped onto the window', async () => {
    const { page } = lab;
    await page.getByRole('navigation', { name: 'Library' }).getByText('early.faultline', { exact: true }).click();
    await page.locator('footer').getByText('Recording early.faultline').waitFor({ timeout: 60_000 });

    await drop(page, path.join(folder, 'late.faultline'), path.join(root, 'README.md'));
    await page.locator('footer').getByText('Recording late.faultline').waitFor({ timeout: 60_000 });
    await page.getByRole('alert').filter({ hasText: 'README.md was not opened: the lab opens scenarios (.ts), recordings (.faultline) and ITF traces (.json).' }).waitFor();
    expect(lab.problems).toEqual([]);
  });
});

describe('notes', () => {
  it('are written into the file, and are there when it is opened again', async () => {
    const { page } = lab;
    await pane(page, 'Timeline');
    const box = (await page.locator('section[aria-label="Timeline"] canvas.texts').boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + 4);
    const report = await pane(page, 'Session');
    await report.getByLabel('Note on the recording').fill('Look at the middle.');
    await report.getByRole('button', { name: 'Bookmark', exact: true }).click();
    await report.getByLabel(/^Name of the bookmark/).fill('middle');
    const save = report.getByRole('button', { name: 'Save notes' });
    await save.click();
    await expect.poll(() => save.isDisabled()).toBe(true);
    await page.getByRole('navigation', { name: 'Library' }).getByText('early.faultline', { exact: true }).click();
    await page.locator('footer').getByText('Recording early.faultline').waitFor({ timeout: 60_000 });
    expect(await report.getByLabel('Note on the recording').inputValue()).toBe('');
    await page.getByRole('navigation', { name: 'Library' }).getByText('late.faultline', { exact: true }).click();
    await page.locator('footer').getByText('Recording late.faultline').waitFor({ timeout: 60_000 });
    expect(await report.getByLabel('Note on the recording').inputValue()).toBe('Look at the middle.');
    expect(await report.getByLabel(/^Name of the bookmark/).inputValue()).toBe('middle');
  });

  it('leave the focus among them when the last one is removed', async () => {
    const { page } = lab;
    const focused = () => page.evaluate(() => document.activeElement!.getAttribute('aria-label'));
    await page.locator('section[aria-label="Session"]').getByRole('button', { name: /^Remove the bookmark/ }).press('Enter');
    await expect.poll(focused).toBe('Note on the recording');
  });

  it('have a recording of an earlier format written anew', async () => {
    const { app, page } = lab;
    const older = path.join(folder, 'older.faultline');
    await copyFile(path.join(root, 'tests/recordings/session-1.2.faultline'), older);
    await choose(app, older);
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Command' }).fill('Open Recording');
    await page.keyboard.press('Enter');
    await page.locator('footer').getByText('Recording older.faultline').waitFor({ timeout: 60_000 });
    const report = await pane(page, 'Session');
    await report.getByText('older.faultline is of format 1.2').waitFor();
    await report.getByLabel('Note on the recording').fill('From long ago.');
    await report.getByRole('button', { name: 'Save notes' }).click();
    await page.getByRole('status').filter({ hasText: 'older.faultline was of format 1.2. With its notes it was written anew' }).waitFor({ timeout: 30_000 });
    expect((await readFile(older)).readUInt16LE(10)).toBe(3);
    await report.getByText('older.faultline is of format 1.2').waitFor({ state: 'detached' });
  });
});

describe('a picture of the timeline', () => {
  it('is what is seen of it, in a file that the person chooses', async () => {
    const { app, page } = lab;
    const file = path.join(folder, 'seen.png');
    await choose(app, file);
    await pane(page, 'Explore');
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Command' }).fill('Save as a Picture');
    await page.keyboard.press('Enter');
    await page.getByText('Saved ').filter({ hasText: 'seen.png' }).waitFor({ timeout: 30_000 });
    const png = await readFile(file);
    const box = (await page.locator('section[aria-label="Timeline"] .scroller').boundingBox())!;
    const scale = await page.evaluate(() => devicePixelRatio);
    expect(Math.abs(png.readUInt32BE(16) - box.width * scale)).toBeLessThanOrEqual(2);
    expect(Math.abs(png.readUInt32BE(20) - box.height * scale)).toBeLessThanOrEqual(2);
    expect(await colourOf(page, png)).toBeGreaterThan(0.001);
  });

  it('is a drawing of the same, too', async () => {
    const { app, page } = lab;
    const file = path.join(folder, 'seen.svg');
    await choose(app, file);
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Command' }).fill('Save as a Drawing');
    await page.keyboard.press('Enter');
    await page.getByText('Saved ').filter({ hasText: 'seen.svg' }).waitFor({ timeout: 30_000 });
    const box = (await page.locator('section[aria-label="Timeline"] .scroller').boundingBox())!;
    const drawn = await page.evaluate((text) => {
      const { documentElement: svg } = new DOMParser().parseFromString(text, 'image/svg+xml');
      const texts = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
      return { root: svg.localName, width: Number(svg.getAttribute('width')), rects: svg.querySelectorAll('rect').length, texts };
    }, await readFile(file, 'utf8'));
    expect(drawn.root).toBe('svg');
    expect(Math.abs(drawn.width - box.width)).toBeLessThanOrEqual(16);
    expect(drawn.rects).toBeGreaterThan(20);
    expect(drawn.texts).toEqual(expect.arrayContaining(['mmap_lock', 'operation']));
  });
});

describe('comparing', () => {
  it('draws two sessions on one time axis, and takes the other along', async () => {
    const { page } = lab;
    await page.getByRole('navigation', { name: 'Library' }).getByText('late.faultline', { exact: true }).click();
    await page.locator('footer').getByText('Recording late.faultline').waitFor({ timeout: 60_000 });
    const compare = await pane(page, 'Compare sessions');
    // What has no times is not offered, and says so.
    const explored = compare.getByLabel('Above').getByRole('option', { name: /\.faultline – an exploration: no times$/ });
    await expect.poll(() => explored.count()).toBeGreaterThan(0);
    expect(await explored.first().isDisabled()).toBe(true);
    // So high that no scroll bar comes beside the two: it would move the view by itself.
    await resize(lab, 1600, 1000);
    await compare.getByLabel('Above').selectOption({ label: 'early.faultline' });
    await compare.getByLabel('Below').selectOption({ label: 'Session in the timeline' });
    const [above, below] = ['Above: early.faultline', 'Below: late.faultline'].map((name) => compare.locator(`section[aria-label="${name}"]`));
    for (const side of [above!, below!]) await expect.poll(() => colourfulness(page, side.locator('canvas.rects'))).toBeGreaterThan(0.001);
    // On one from the start, though they are not of one length.
    const axes = (): Promise<Buffer[]> => Promise.all([above!, below!].map(async (side) => {
      const { x, y, width } = (await side.locator('canvas.texts').boundingBox())!;
      return page.screenshot({ clip: { x, y, width, height: 22 } });
    }));
    await expect.poll(async () => axes().then(([one, other]) => one!.equals(other!))).toBe(true);
    await resize(lab, 1440, 900);
    const lanes = below!.locator('.scroller');
    const before = await lanes.screenshot();
    await above!.locator('.scroller').focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('w');
    await expect.poll(async () => before.equals(await lanes.screenshot())).toBe(false);
    // Begun at marker A of both, both show the same times.
    await page.keyboard.press('m');
    await lanes.focus();
    await page.keyboard.press('m');
    await compare.getByRole('button', { name: 'Align at A' }).click();
    await compare.getByText('Times from marker A on').waitFor();
    // Whichever side one is in, what is above both stays in sight.
    for (const side of [above!, below!]) {
      await side.locator('.scroller').focus();
      expect(await compare.evaluate((whole) => whole.querySelector('[role="toolbar"]')!.getBoundingClientRect().top - whole.getBoundingClientRect().top)).toBe(0);
    }
    expect(lab.problems).toEqual([]);
  });
});

const dropHint = 'Drop scenarios and recordings to open them';

async function drop(page: Page, ...files: string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  const dropped = page.evaluate(() => new Promise<boolean>((told) => {
    window.addEventListener('drop', () => told(true), { capture: true, once: true });
    setTimeout(() => told(false), 5000);
  }));
  // The page says of each whether it would take them: a drop that comes before it has is none.
  await settled(page);
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 200, data });
    await drawn(page);
  }
  await page.getByText(dropHint).waitFor({ state: 'detached' });
  // On a busy machine it may have come before all the same: a person would do it again.
  if (!(await dropped)) await drop(page, ...files);
}
