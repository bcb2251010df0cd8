import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawn, pane, ready, resize, runButton, stopButton } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
});
afterAll(() => lab.close());

const focused = () => lab.page.evaluate(() => document.activeElement?.closest('[aria-label]')?.getAttribute('aria-label'));

describe('by keyboard alone', () => {
  it('a command is found in the palette by its letters, and run', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+Shift+P');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    const input = palette.getByRole('combobox', { name: 'Command' });
    await input.fill('sess');
    const first = palette.getByRole('option').first();
    expect(await first.innerText()).toMatch(/View: Session/);
    expect(await first.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Session', selected: true }).waitFor();
    await page.keyboard.press('F1');
    await input.fill('no such command');
    await palette.getByText('No command is called like this.').waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    expect(await page.getByRole('region', { name: 'Notices' }).getByRole('alert').count()).toBe(0);
  });

  it('a scenario is found in the library by its words, its number or what it shows, and opened', async () => {
    const { page } = lab;
    const library = page.getByRole('navigation', { name: 'Library' });
    const listed = (): Promise<number> => library.locator('.item').count();
    const all = await listed();
    await page.keyboard.press('ControlOrMeta+P');
    await page.keyboard.type('lookup b21');
    await expect.poll(listed).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: '20-no-second-lookup.scenario.ts', selected: true }).waitFor();
    await page.keyboard.press('ControlOrMeta+P');
    await page.keyboard.type('munmap');
    // A kernel file among them, though its section is folded.
    await expect.poll(() => library.locator('.item').last().innerText()).toBe('munmap.ts');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('A fault races munmap');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.insertText(' xyzzy');
    await library.getByText('Nothing in the library has these words.').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(listed).toBe(all);
    await expect.poll(() => library.locator('.item:visible').last().innerText()).not.toContain('.ts');
  });

  it('what needs a scenario leads to one where none is open', async () => {
    const { page } = lab;
    const tabs = page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab');
    for (let open = await tabs.count(); open > 0; open--) {
      await page.keyboard.press('ControlOrMeta+W');
      await expect.poll(() => tabs.count()).toBe(open - 1);
    }
    for (const [key, name] of [['Alt+0', 'Explore'], ['Alt+P', 'Player'], ['Alt+U', 'Mutants'], ['Alt+Shift+M', 'Compare variants']] as const) {
      await page.keyboard.press(key);
      await page.locator(`section[aria-label="${name}"]`).getByRole('button', { name: 'Find one' }).waitFor();
    }
    await page.locator('section[aria-label="Compare variants"]').getByRole('button', { name: 'Find one' }).click();
    await page.keyboard.type('03');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: '03-munmap.scenario.ts', selected: true }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('the palette opens again while it closes', async () => {
    const { page } = lab;
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await page.keyboard.press('F1');
    await palette.getByRole('combobox', { name: 'Command' }).fill('sess');
    // That a dialog closed is said with the next frame: both keys come before it.
    await page.evaluate(() => {
      document.querySelector('dialog')!.close();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'F1', bubbles: true }));
    });
    await drawn(page);
    await expect.poll(() => palette.getByRole('combobox', { name: 'Command' }).inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
  });

  it('every action that has a key is in the palette with it, and in the list of keys', async () => {
    const { page } = lab;
    await page.keyboard.press('F1');
    const entries = page.getByRole('dialog', { name: 'Command palette' }).getByRole('option');
    await entries.first().waitFor();
    const options = await entries.evaluateAll((list) =>
      list.map((option) => [option.querySelector('.title')!.textContent!, ...[...option.querySelectorAll('kbd')].map((key) => key.textContent!)].join(' | ')),
    );
    await page.keyboard.press('Escape');
    for (const action of [
      'Timeline: Fit All | Home', 'Timeline: Follow, or Show the Latest | End', 'Timeline: Zoom In | W', 'Timeline: Pan Left | A | ←', 'Timeline: Set Marker A, Then B | M', 'Timeline: Find | /',
      'Timeline: Hide the Selection’s Lane | H', 'Timeline: Move the Selection’s Lane Up | Shift+↑', 'Timeline: Show the Hidden Lanes | Shift+H', 'Player: Step | F10 | → | ↓',
      'Player: Next Step after a Switch | .', 'Player: Jump to the Next Step of What Is Chosen | J', 'Player: Finish (each thread in turn) | Shift+End', 'Explore: Previous Step after a Switch | ,',
      'Explore: Source of the Step | Enter', 'Editor: Go to Definition | F12', 'Editor: Have Tab Move the Focus, or Indent Again | Ctrl+M', 'File: Close Editor | Ctrl+W | Ctrl+F4', 'File: Quit | Ctrl+Q', 'Inspector: Show Locks',
    ]) expect(options).toContain(action);
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('?');
    const sections = page.getByRole('dialog', { name: 'Keys' }).locator('section');
    await sections.first().waitFor();
    const listed = await sections.evaluateAll((found) =>
      found.flatMap((section) => [...section.querySelectorAll('dt')].map((keys) =>
        [`${section.querySelector('h3')!.textContent}: ${keys.nextElementSibling!.textContent}`, ...[...keys.querySelectorAll('kbd')].map((key) => key.textContent!)].join(' | '))),
    );
    await page.keyboard.press('Escape');
    const gestures = ['Timeline: Zoom at the Pointer | Ctrl+Wheel', 'Timeline: Scroll the Lanes | Wheel', 'Timeline: Mark a Range | Drag', 'Timeline: Pan | Shift+Drag', 'View: Along the Tabs of a Pane | ← | →'];
    expect(listed.filter((each) => !options.includes(each)).sort()).toEqual(gestures.sort());
    expect(options.filter((each) => each.includes(' | ') && !listed.includes(each))).toEqual([]);
  });

  it('what would do nothing says what it needs; what a pane does shows the pane, and does it', async () => {
    const { page } = lab;
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    const input = palette.getByRole('combobox', { name: 'Command' });
    const first = palette.getByRole('option').first();
    const run = async (title: string): Promise<void> => {
      await page.keyboard.press('F1');
      await input.fill(title);
      await expect.poll(() => first.innerText()).toContain(title);
      await page.keyboard.press('Enter');
    };
    await page.keyboard.press('F1');
    await first.waitFor();
    const wait = await palette.getByRole('option').evaluateAll((list) => list.map((option) => option.getAttribute('aria-disabled') === 'true'));
    await page.keyboard.press('Escape');
    expect([wait[0], wait.at(-1)]).toEqual([false, true]);
    expect(wait.lastIndexOf(false)).toBe(wait.indexOf(true) - 1);

    await run('Timeline: Next Slice');
    expect(await first.getAttribute('aria-disabled')).toBe('true');
    expect(await first.innerText()).toContain('needs a session in trace mode');
    await page.keyboard.press('Escape');

    // Its key says so, too.
    await page.keyboard.press('Shift+F5');
    const said = page.getByRole('status').filter({ hasText: 'Stop needs a session that runs.' });
    await said.getByRole('button', { name: 'Dismiss' }).click();
    await said.waitFor({ state: 'detached' });

    await run('Inspector: Show Locks');
    await page.getByRole('tab', { name: 'Inspector', selected: true }).waitFor();
    await page.getByRole('tab', { name: 'Locks', selected: true }).waitFor();
    await expect.poll(focused).toMatch(/Inspector|What is inspected/);

    await page.keyboard.press('ControlOrMeta+Enter');
    await page.locator('.headers .lane').first().waitFor();
    // The lens is at the lower edge of the editor, if anywhere: it is there only while its line is in view.
    await page.keyboard.press('Alt+2');
    await page.keyboard.press('ControlOrMeta+Home');
    for (let line = 0; line < 30; line++) await page.keyboard.press('ArrowDown');
    await drawn(page, 2);
    // One that runs has to be stopped first: by key, lens and menu that is said, and the editor keeps its text.
    const lines = page.locator('.monaco-editor .view-lines').first();
    const text = await lines.innerText();
    const stopFirst = page.getByRole('status').filter({ hasText: 'Start needs the session that runs to be stopped first.' });
    for (const start of [
      () => page.keyboard.press('Alt+2').then(() => page.keyboard.press('ControlOrMeta+Enter')),
      () => page.locator('.codelens-decoration a').filter({ hasText: /^Run$/ }).click(),
      () => lab.app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? []).find(({ label }) => label === 'Run')!.click()),
    ]) {
      await start();
      await stopFirst.getByRole('button', { name: 'Dismiss' }).click();
      await stopFirst.waitFor({ state: 'detached' });
    }
    expect(await lines.innerText()).toBe(text);
    await stopButton(page).click();
    await runButton(page).waitFor();
    await page.keyboard.press('Alt+8');
    await run('Timeline: Next Slice');
    await expect.poll(focused).toMatch(/^Lanes/);
    await page.getByRole('group', { name: 'Timeline', exact: true }).locator('[aria-live]').filter({ hasText: ' in ' }).waitFor({ state: 'attached' });
    const pinned = page.locator('.headers [aria-pressed="true"]');
    const told = page.getByRole('group', { name: 'Timeline', exact: true }).locator('.said');
    await page.keyboard.press('p');
    await expect.poll(() => pinned.count()).toBe(1);
    await told.getByText(/ is kept on top\.$/).waitFor();
    await run('Timeline: Keep the Selection’s Lane on Top');
    await expect.poll(() => pinned.count()).toBe(0);
    await expect.poll(focused).toMatch(/^Lanes/);
    // What changes little on the screen, or nothing, is said. A slice that was out of sight has come to the middle by now.
    await page.keyboard.press('d');
    for (const [key, words] of [
      ['f', /^The slice is centred: F again fits it\.$/], ['f', /^The slice fills the view\.$/], ['r', /needs markers A and B\.$/], ['m', /^Marker A is at /], ['m', /^Marker B is at /],
      ['r', /^From A to B .+ are marked\.$/], ['h', / is hidden: Shift\+H shows it again\.$/], ['Shift+H', /^The hidden lane is shown again\.$/],
      ['Escape', /^Nothing is chosen any more\.$/], ['Escape', /^The markers are gone\.$/], ['h', /needs a chosen slice\.$/],
    ] as const) {
      await page.keyboard.press(key);
      await told.getByText(words).waitFor();
    }
  });

  it('each pane is reached, and its tabs', async () => {
    const { page } = lab;
    await page.keyboard.press('Alt+1');
    await expect.poll(focused).toBe('Library');
    await page.keyboard.press('Alt+3');
    await page.getByRole('tab', { name: 'Timeline', selected: true }).waitFor();
    // Whoever types on before the next frame types into the pane.
    const atOnce = await page.evaluate(() => {
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1', altKey: true, bubbles: true, cancelable: true }));
      return document.activeElement!.closest('[aria-label]')?.getAttribute('aria-label');
    });
    expect(atOnce).toBe('Library');
    const seen = new Set<string | null | undefined>();
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press('F6');
      await page.waitForTimeout(100);
      seen.add(await focused());
    }
    expect(seen.size).toBeGreaterThanOrEqual(4);
    // Who clicks on a tab goes on in its pane; who goes along the tabs stays there.
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await expect.poll(focused).toMatch(/^Lanes/);
    // The lab looks for the focus once more with the next frame.
    await drawn(page);
    await page.getByRole('tab', { name: 'Counters' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Latencies', selected: true }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('tab', { name: 'Counters', selected: true }).waitFor();
  });

  it('what opens above the window gives the focus back', async () => {
    const { page } = lab;
    const template = page.getByRole('button', { name: 'Template…' });
    for (const key of ['F1', '?', 'ControlOrMeta+,', 'ControlOrMeta+Alt+N']) {
      await template.focus();
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => template.evaluate((element) => element === document.activeElement), { message: key }).toBe(true);
    }
    const config = page.getByRole('button', { name: 'Config', exact: true });
    await config.press('Enter');
    await page.getByLabel('PER_VMA_LOCK').focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => config.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByLabel('PER_VMA_LOCK').waitFor({ state: 'detached' });
  });

  it('a notice that is dismissed gives the focus to the next, and the last one back', async () => {
    const { page } = lab;
    const notices = page.getByRole('region', { name: 'Notices' });
    const seed = page.getByLabel('Seed', { exact: true });
    await seed.fill('one');
    await page.keyboard.press('ControlOrMeta+Enter');
    await notices.getByText('“one” is none').waitFor();
    await pane(page, 'Explore');
    await page.getByRole('tab', { name: 'Limits' }).click();
    const states = page.getByLabel('States', { exact: true });
    await states.fill('two');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await notices.getByText('“two” is none').waitFor();
    await seed.focus();
    await notices.getByRole('button', { name: 'Dismiss' }).first().focus();
    for (const left of [1, 0]) {
      expect(await focused()).toBe('Dismiss');
      await page.keyboard.press('Enter');
      await expect.poll(() => notices.getByRole('button', { name: 'Dismiss' }).count()).toBe(left);
    }
    expect(await seed.evaluate((field) => field === document.activeElement)).toBe(true);
    await seed.fill('');
    await states.fill('4 M');
  });

  it('who wants no tour goes on in the library', async () => {
    await lab.page.getByRole('button', { name: 'No tour' }).press('Enter');
    await expect.poll(focused).toBe('Library');
    // The lab looks for the focus once more with the next frame.
    await drawn(lab.page);
  });

  it('the button that takes the place of the one that was pressed has the focus', async () => {
    const { page } = lab;
    const words = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await runButton(page).press('Enter');
    await expect.poll(words).toBe('Stop');
    await page.locator('footer').getByText('Running').waitFor();
    await page.keyboard.press('Enter');
    await runButton(page).waitFor();
    await expect.poll(words).toBe('Run');
  });

  it('a lane that is moved keeps the focus, and one that is hidden gives it to the next', async () => {
    const { page } = lab;
    const lanes = (await pane(page, 'Timeline')).getByRole('list', { name: 'Threads' });
    const [pins, hides] = [/^Pin /, /^Hide /].map((name) => lanes.getByRole('button', { name }));
    const last = await pins!.last().getAttribute('aria-label');
    await pins!.last().press('Enter');
    await expect.poll(() => pins!.first().getAttribute('aria-label')).toBe(last);
    await expect.poll(focused).toBe(last);
    await page.keyboard.press('Enter');
    await expect.poll(() => pins!.last().getAttribute('aria-label')).toBe(last);
    await expect.poll(focused).toBe(last);
    const second = await hides!.nth(1).getAttribute('aria-label');
    await hides!.first().press('Enter');
    await expect.poll(focused).toBe(second);
    await page.keyboard.press('Shift+H');
    await expect.poll(() => hides!.nth(1).getAttribute('aria-label')).toBe(second);
    // When there are none left, their keys go on.
    while ((await hides!.count()) > 0) await hides!.first().press('Enter');
    await expect.poll(focused).toMatch(/^Lanes/);
    await page.keyboard.press('Shift+H');
    await expect.poll(() => hides!.nth(1).getAttribute('aria-label')).toBe(second);
  });

  it('a pane that comes before the one with the focus takes it, and so does one that is made anew', async () => {
    const { page } = lab;
    const inPane = () => page.evaluate(() => document.activeElement?.closest('section')?.ariaLabel);
    const command = async (words: string) => {
      await page.keyboard.press('F1');
      await page.getByRole('combobox', { name: 'Command' }).fill(words);
      await page.keyboard.press('Enter');
    };
    await page.keyboard.press('Alt+3');
    await expect.poll(inPane).toBe('Timeline');
    // Its slider would have the focus, but there is no step to go to.
    await page.keyboard.press('ControlOrMeta+F10');
    await page.getByRole('slider', { name: 'Steps taken' }).waitFor();
    await expect.poll(inPane).toBe('Player');
    await page.keyboard.press('Alt+3');
    await expect.poll(inPane).toBe('Timeline');
    await command('Explore: Every Interleaving');
    const bar = page.getByRole('toolbar', { name: 'Exploration', exact: true });
    await bar.getByRole('button', { name: 'Stop', exact: true }).press('Enter');
    await bar.getByRole('button', { name: 'Explore', exact: true }).waitFor();
    await expect.poll(inPane).toBe('Explore');
    await command('Reset Layout');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') instanceof Element)).toBe(true);
    await command('Undo Removing');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') instanceof Element)).toBe(true);
    // Elsewhere it stays where it is.
    await page.locator('.monaco-editor .view-line').first().click();
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await bar.getByRole('button', { name: 'Stop', exact: true }).waitFor();
    expect(await focused()).toBe('Scenario editor');
    await bar.getByRole('button', { name: 'Stop', exact: true }).press('Enter');
    await bar.getByRole('button', { name: 'Explore', exact: true }).waitFor();
  });

  it('what is taken away, or may not be pressed any more, leaves the focus beside it', async () => {
    const { page } = lab;
    const inPane = () => page.evaluate(() => document.activeElement?.closest('section')?.ariaLabel);
    const player = page.locator('section[aria-label="Player"]');
    await page.keyboard.press('ControlOrMeta+F10');
    // What is opened takes the focus once it is there: a key would go with it.
    await expect.poll(inPane).toBe('Player');
    await player.getByRole('button', { name: 'Finish' }).press('Enter');
    // One still stands where one stood: only then is there an end to go to.
    await expect.poll(() => player.getByRole('status', { name: 'Steps taken' }).innerText()).toMatch(/^0 of [1-9]/);
    await player.getByRole('button', { name: 'To the end' }).press('Enter');
    await expect.poll(() => player.getByRole('button', { name: 'To the end' }).isDisabled()).toBe(true);
    await player.getByRole('button', { name: 'To the start' }).press('Enter');
    // The key is the pane's: it goes on though its button may not be pressed any more.
    await expect.poll(() => player.getByRole('button', { name: 'To the start' }).isDisabled()).toBe(true);
    await drawn(page, 3);
    expect(await inPane()).toBe('Player');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => player.getByRole('status', { name: 'Steps taken' }).innerText()).toMatch(/^1 /);
    await player.getByRole('button', { name: 'Close what is played' }).press('Enter');
    await player.getByRole('button', { name: 'Close what is played' }).waitFor({ state: 'detached' });
    await expect.poll(inPane).not.toBe(undefined);

    for (const option of [page.getByLabel('Seed', { exact: true }), page.getByRole('button', { name: 'Config', exact: true })]) {
      await option.focus();
      await page.keyboard.press('ControlOrMeta+Enter');
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Stop');
      await page.keyboard.press('Enter');
      await runButton(page).waitFor();
    }
  });

  it('the keys are listed, but ? is typed in the editor', async () => {
    const { page } = lab;
    await page.keyboard.press('Alt+1');
    await expect.poll(focused).toBe('Library');
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.waitFor();
    expect(await help.innerText()).toContain('Ctrl+Shift+P');
    // Each is one thing's; undoing is the editor's, or the player's while that has the focus.
    const keys = (await help.locator('kbd').allInnerTexts()).filter((key) => /^(Ctrl|Alt|(Shift\+)?F\d)/.test(key) && !/Z$|Wheel/.test(key));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+N');
    await page.getByRole('tab', { name: 'untitled-1', selected: true }).waitFor();
    await page.keyboard.type('// why?');
    expect(await help.count()).toBe(0);
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'why?' }).waitFor();
  });

  it('the editor keeps the focus when its document is closed, or another one shown', async () => {
    const { page } = lab;
    for (const key of ['ControlOrMeta+N', 'ControlOrMeta+N', 'Control+PageUp', 'Control+PageDown', 'ControlOrMeta+W', 'ControlOrMeta+W']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(200);
      expect([key, await focused()]).toEqual([key, 'Scenario editor']);
    }
    await page.keyboard.press('ControlOrMeta+N');
    await page.getByRole('tab', { name: /^untitled-/, selected: true }).focus();
    await page.keyboard.press('ControlOrMeta+W');
    await expect.poll(focused).toBe('Open documents');
    await page.keyboard.press('Alt+2');
  });

  it('every control has a name', async () => {
    const nameless = await lab.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, input, select, [role="tab"], dialog, nav, section')]
        .filter((element) => !element.closest('.monaco-editor, .monaco-hover'))
        .filter((element) => {
          const labels = (element as HTMLInputElement).labels;
          return !(element.textContent!.trim() || element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || labels?.length || element.closest('label'));
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
  });

  it('nothing is cut off in a small window', async () => {
    const { app, page } = lab;
    await resize(lab, 1024, 700);
    await page.waitForTimeout(300);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('[role="toolbar"] > *, footer > *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    expect(outside).toEqual([]);
    await page.getByRole('button', { name: 'Config', exact: true }).click();
    const sheet = await page.getByRole('group', { name: 'Switches of the scenario and the kernel' }).boundingBox();
    expect(sheet!.x + sheet!.width).toBeLessThanOrEqual(1024);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
    // What is being written, beside a notice that it is to be waited for or cancelled.
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.send('faultline:recordings.progress', { what: 'Exporting a-recording-with-a-long-name.pftrace', share: 0.5 }));
    const writing = (await page.getByRole('group', { name: 'Recording', exact: true }).boundingBox())!;
    expect(writing.x + writing.width).toBeLessThanOrEqual(1024 - 440 - 12);
    expect(lab.problems).toEqual([]);
  });
});
