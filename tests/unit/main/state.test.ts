import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Drafts } from '../../../electron/main/state/drafts.ts';
import { JsonFile, writesSettled } from '../../../electron/main/state/json-file.ts';
import { LabState } from '../../../electron/main/state/lab-state.ts';
import { defaultSettings, draft } from '../../../shared/ipc/documents.ts';
import { z } from '../../../shared/ipc/schema.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'faultline-state-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a small file of the lab', () => {
  it('gives back what was written last, whatever was written meanwhile', async () => {
    const file = new JsonFile(path.join(folder, 'deep/number.json'), z.number(), 0);
    expect(await file.read()).toBe(0);
    for (let value = 1; value <= 50; value++) void file.write(value);
    await writesSettled();
    expect(await file.read()).toBe(50);
    expect(await readdir(path.join(folder, 'deep'))).toEqual(['number.json']);
  });
});

describe('where the panes are, and what is open', () => {
  it('is as at first where it cannot be read; it is said, and the file is kept beside', async () => {
    const state = new LabState(folder);
    for (const [name, first, said] of [['workspace', { open: [], active: null }, 'What was open'], ['layout', null, 'Where the panes were']] as const) {
      const file = path.join(folder, `${name}.json`);
      expect(await state[name].read()).toEqual({ value: first, problem: null });
      for (const damage of ['', '{', '[]', '{"open":"pink"}', '7']) {
        await writeFile(file, damage);
        const { value, problem } = await state[name].read();
        expect(value).toEqual(first);
        expect(problem).toContain(`${said} could not be read, and is as it was at first. The file as it was is kept as ${name}.json.unread, in `);
        expect(await readFile(`${file}.unread`, 'utf8')).toBe(damage);
      }
    }
  });

  it('is as it was left, without a word', async () => {
    const state = new LabState(folder);
    await state.layout.write('{}');
    await state.workspace.write({ open: ['untitled:1'], active: 'untitled:1' });
    expect(await state.layout.read()).toEqual({ value: '{}', problem: null });
    expect(await state.workspace.read()).toEqual({ value: { open: ['untitled:1'], active: 'untitled:1' }, problem: null });
    expect(await readdir(folder)).toEqual(['layout.json', 'workspace.json']);
  });
});

describe('settings', () => {
  it('that are none are the first ones again; it is said, and they are kept beside', async () => {
    const file = path.join(folder, 'settings.json');
    expect(await new LabState(folder).settings.read()).toEqual({ settings: defaultSettings, problem: null });
    for (const damage of ['', '{', '[]', 'null', '{"theme": "dark",}']) {
      await writeFile(file, damage);
      const read = await new LabState(folder).settings.read();
      expect(read.settings).toEqual(defaultSettings);
      expect(read.problem).toContain('no JSON object. The file as it was is kept as settings.json.unread');
      expect(await readFile(`${file}.unread`, 'utf8')).toBe(damage);
    }
  });

  it('that a lab had none of when they were kept are the first ones, without a word', async () => {
    await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ theme: 'dark', explore: { maxStates: 5000 } }));
    const { settings, problem } = await new LabState(folder).settings.read();
    expect(settings).toEqual({ ...defaultSettings, theme: 'dark', explore: { ...defaultSettings.explore, maxStates: 5000 } });
    expect(problem).toBeNull();
  });

  it('lose nothing by one that cannot be used', async () => {
    const file = path.join(folder, 'settings.json');
    const edited = { ...defaultSettings, theme: 'pink', fontSize: 15, zoom: '2', explore: { ...defaultSettings.explore, objects: -1, maxStates: 5000 } };
    await writeFile(file, JSON.stringify(edited));
    const { settings, problem } = await new LabState(folder).settings.read();
    expect(settings).toEqual({ ...defaultSettings, fontSize: 15, explore: { ...defaultSettings.explore, maxStates: 5000 } });
    expect(problem).toContain('Of the settings, theme, zoom, explore.objects could not be used, and are as they were at first.');
    expect(JSON.parse(await readFile(`${file}.unread`, 'utf8'))).toEqual(edited);
    await writeFile(file, JSON.stringify({ ...defaultSettings, wordWrap: true, explore: 7 }));
    expect(await new LabState(folder).settings.read()).toMatchObject({ settings: { ...defaultSettings, wordWrap: true }, problem: expect.stringContaining('explore could not be used') as string });
  });

  it('from before there was an explorer, or a choice of strategies, are read with what came since', async () => {
    const { explore, ...before } = defaultSettings;
    const file = path.join(folder, 'settings.json');
    await writeFile(file, JSON.stringify({ ...before, fontSize: 15 }));
    expect(await new LabState(folder).settings.read()).toEqual({ settings: { ...defaultSettings, fontSize: 15 }, problem: null });
    await writeFile(file, JSON.stringify({ ...before, explore: { maxStates: 5000, timeMs: null, objects: 3 } }));
    expect(await new LabState(folder).settings.read()).toEqual({ settings: { ...defaultSettings, explore: { ...explore, maxStates: 5000, timeMs: null, objects: 3 } }, problem: null });
  });
});

describe('drafts', () => {
  it('that cannot be read are named, and those that were discarded are not', async () => {
    const own = await mkdtemp(path.join(folder, 'drafts-'));
    const drafts = new Drafts(own, draft);
    await drafts.save({ id: 'untitled:1', name: 'a', text: 'x' });
    await writeFile(path.join(own, 'damaged.json'), '{"id": "untitled:2", "na');
    await writeFile(path.join(own, 'discarded.json'), 'null');
    expect((await drafts.read()).kept.map(({ id }) => id)).toEqual(['untitled:1']);
    expect((await drafts.read()).unreadable).toEqual([path.join(own, 'damaged.json')]);
  });

  it('come back as they were typed, one for each document', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    const id = fc.oneof(fc.constantFrom('untitled:1', 'shipped:01-a.scenario.ts'), fc.string({ minLength: 1, maxLength: 40 }).map((name) => `file:/${name}`));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.record({ id, name: fc.constant('a'), text }), { selector: (draft) => draft.id, maxLength: 6 }), async (drafts) => {
        const own = await mkdtemp(path.join(folder, 'drafts-'));
        await Promise.all(drafts.map((each) => new Drafts(own, draft).save(each)));
        const kept = (await new Drafts(own, draft).read()).kept;
        expect(new Map(kept.map((draft) => [draft.id, draft]))).toEqual(new Map(drafts.map((draft) => [draft.id, draft])));
      }),
      { numRuns: 30 },
    );
  });

  it('are gone once discarded, even while they are being written', async () => {
    const drafts = new Drafts(folder, draft);
    void drafts.save({ id: 'untitled:1', name: 'a', text: 'x' });
    await drafts.discard('untitled:1');
    await writesSettled();
    expect((await drafts.read()).kept).toEqual([]);
    await drafts.save({ id: 'untitled:1', name: 'a', text: 'again' });
    expect((await drafts.read()).kept).toHaveLength(1);
  });

  it('that are discarded are no file any more when all writes have settled', async () => {
    const drafts = new Drafts(folder, draft);
    await drafts.save({ id: 'untitled:1', name: 'a', text: 'x' });
    void drafts.discard('untitled:1');
    await writesSettled();
    expect(await readdir(folder)).toEqual([]);
  });

  it('are as many as are to be kept, those written last, and nothing of a write that was cut short', async () => {
    const notes = new Drafts(folder, draft);
    for (let i = 1; i <= 4; i++) await notes.save({ id: `untitled:${i}`, name: 'a', text: 'x' });
    const names = await readdir(folder);
    // The third was looked at again last.
    for (const name of names) {
      const { id } = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as { id: string };
      const written = id === 'untitled:3' ? 9 : Number(id.at(-1));
      await utimes(path.join(folder, name), written, written);
    }
    await writeFile(path.join(folder, 'cut.json.part'), '{');
    const kept = async (): Promise<string[]> => (await notes.read()).kept.map(({ id }) => id);
    await notes.tidy();
    expect([await kept(), (await readdir(folder)).length]).toEqual([['untitled:1', 'untitled:2', 'untitled:3', 'untitled:4'], 4]);
    await notes.tidy(2);
    expect(await kept()).toEqual(['untitled:3', 'untitled:4']);
    await new Drafts(path.join(folder, 'none'), draft).tidy(2);
  });

  it('do not fail together: a damaged one is left where it is', async () => {
    const drafts = new Drafts(folder, draft);
    await drafts.save({ id: 'untitled:1', name: 'a', text: 'x' });
    await writeFile(path.join(folder, 'damaged.json'), '{"id": "untit');
    expect((await drafts.read()).kept).toEqual([{ id: 'untitled:1', name: 'a', text: 'x' }]);
    expect(await readFile(path.join(folder, 'damaged.json'), 'utf8')).toBe('{"id": "untit');
  });
});
