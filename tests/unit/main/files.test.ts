import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileArguments } from '../../../electron/main/arguments.ts';
import { GrantedFiles } from '../../../electron/main/files/granted.ts';
import { readTextFile, writeWholeFile } from '../../../electron/main/files/text-file.ts';
import { Part } from '../../../electron/recordings/part.ts';

let folder: string;
beforeEach(async () => (folder = await realpath(await mkdtemp(path.join(tmpdir(), 'faultline-files-')))));
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);

describe('reading a source file', () => {
  it('gives its text as it is', async () => {
    await writeFile(at('a.ts'), 'let x: int;\r\n// ü 🙂\n');
    expect(await readTextFile(at('a.ts'))).toEqual({ path: at('a.ts'), name: 'a.ts', text: 'let x: int;\r\n// ü 🙂\n' });
  });

  it('says what is wrong otherwise', async () => {
    await writeFile(at('binary.ts'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe]));
    await writeFile(at('nul.ts'), 'let a\0b');
    await writeFile(at('large.ts'), 'x'.repeat(2048));
    await mkdir(at('folder.ts'));
    await expect(readTextFile(at('none.ts'))).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('no such file') });
    await expect(readTextFile(at('binary.ts'))).rejects.toMatchObject({ code: 'not-text', message: expect.stringContaining('binary.ts') });
    await expect(readTextFile(at('nul.ts'))).rejects.toMatchObject({ code: 'not-text' });
    await expect(readTextFile(at('large.ts'), 1024)).rejects.toMatchObject({ code: 'too-large', message: expect.stringContaining('2 KB') });
    await expect(readTextFile(at('folder.ts'))).rejects.toMatchObject({ code: 'not-text' });
  });

  it.skipIf(process.platform === 'win32')('waits for nobody who might write into a pipe', async () => {
    execFileSync('mkfifo', [at('pipe.ts')]);
    await expect(readTextFile(at('pipe.ts'))).rejects.toMatchObject({ code: 'not-text', message: expect.stringContaining('pipe.ts is not a file') });
  });

  it('refuses 50 MB without reading them', async () => {
    const { open } = await import('node:fs/promises');
    const handle = await open(at('huge.ts'), 'w');
    await handle.truncate(50 << 20);
    await handle.close();
    await expect(readTextFile(at('huge.ts'))).rejects.toMatchObject({ code: 'too-large', message: expect.stringContaining('50.0 MB') });
  });
});

describe('writing a source file', () => {
  it('replaces the text, keeps the mode and leaves nothing else behind', async () => {
    await writeFile(at('a.ts'), 'old');
    await chmod(at('a.ts'), 0o600);
    await writeWholeFile(at('a.ts'), 'new');
    expect(await readFile(at('a.ts'), 'utf8')).toBe('new');
    expect((await stat(at('a.ts'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a.ts']);
  });

  it('keeps what was asked for last, however many are under way', async () => {
    const texts = Array.from({ length: 5 }, (_, i) => String(i).repeat(500_000));
    await Promise.all(texts.map((text) => writeWholeFile(at('a.ts'), text)));
    expect((await readFile(at('a.ts'), 'utf8')) === texts[4]).toBe(true);
    expect(await readdir(folder)).toEqual(['a.ts']);
  });

  it('takes no offence at what a killed lab left behind', async () => {
    await writeFile(at('.a.ts.part'), 'half');
    await writeWholeFile(at('a.ts'), 'whole');
    expect(await readFile(at('a.ts'), 'utf8')).toBe('whole');
    expect(await readdir(folder)).toEqual(['a.ts']);
  });

  it('leaves the file to another lab that began later to save it, and says so', async () => {
    // So large that the other one comes in between.
    const first = writeWholeFile(at('a.ts'), 'x'.repeat(50_000_000));
    const said = expect(first).rejects.toMatchObject({ code: 'io', message: `Cannot save ${at('a.ts')}: another program has begun to write the same file. See what it writes there, then try again, or choose another name.` });
    await vi.waitUntil(async () => (await readdir(folder)).includes('.a.ts.part'), { interval: 0 });
    const other = await Part.begin(at('a.ts'), { at: () => at('.a.ts.part') });
    await other.file.writeFile('other');
    await said;
    await other.complete();
    expect(await readFile(at('a.ts'), 'utf8')).toBe('other');
    expect(await readdir(folder)).toEqual(['a.ts']);
  });

  it('writes through a link', async () => {
    await writeFile(at('real.ts'), 'old');
    await symlink(at('real.ts'), at('link.ts'));
    await writeWholeFile(at('link.ts'), 'new');
    expect(await readFile(at('real.ts'), 'utf8')).toBe('new');
    expect(await realpath(at('link.ts'))).toBe(at('real.ts'));
  });

  it('says where it could not write', async () => {
    await mkdir(at('folder.ts'));
    await writeFile(at('a.ts'), '');
    await expect(writeWholeFile(at('none/a.ts'), '')).rejects.toMatchObject({ code: 'not-found', message: `Cannot save ${at('none/a.ts')}: there is no such file or folder. Save in another place: the folder may have been moved or renamed.` });
    await expect(writeWholeFile(at('folder.ts'), '')).rejects.toMatchObject({ code: 'io', message: `Cannot save ${at('folder.ts')}: it is a folder. Choose another name.` });
    await expect(writeWholeFile(at('a.ts/b.ts'), '')).rejects.toMatchObject({ code: 'io', message: `Cannot save ${at('a.ts/b.ts')}: a part of its path is no folder. Save in another place.` });
    await expect(writeWholeFile(at('x'.repeat(300)), '')).rejects.toMatchObject({ code: 'io', message: expect.stringContaining('its name is too long. Choose a shorter one.') });
  });
});

describe('files the window may touch', () => {
  it('are those the person chose, also after a restart', async () => {
    await writeFile(at('mine.ts'), 'a');
    await writeFile(at('other.ts'), 'b');
    const files = new GrantedFiles(at('files.json'));
    await files.load();
    await expect(files.reopen(at('mine.ts'))).rejects.toMatchObject({ code: 'not-allowed' });
    await files.openChosen(at('mine.ts'));
    await files.save(at('mine.ts'), 'changed');
    await expect(files.save(at('other.ts'), '')).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(files.save(`${folder}/x/../other.ts`, '')).rejects.toMatchObject({ code: 'not-allowed' });

    const later = new GrantedFiles(at('files.json'));
    await later.load();
    expect(later.recent()).toEqual([{ path: at('mine.ts'), name: 'mine.ts' }]);
    expect((await later.reopen(at('mine.ts'))).text).toBe('changed');
    await later.forget(at('mine.ts'));
    await expect(later.reopen(at('mine.ts'))).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await readFile(at('other.ts'), 'utf8')).toBe('b');
  });

  it('are none where the list of them cannot be read; it is said once, and the list is kept beside', async () => {
    await writeFile(at('files.json'), '["/mine.ts"');
    const files = new GrantedFiles(at('files.json'));
    await files.load();
    expect(files.recent()).toEqual([]);
    expect(files.takeProblem()).toContain('The list of your files could not be read, and is as it was at first. The file as it was is kept as files.json.unread, in ');
    expect(files.takeProblem()).toBeNull();
    await files.saveChosen(at('mine.ts'), '');
    expect(await readFile(at('files.json.unread'), 'utf8')).toBe('["/mine.ts"');
  });

  it('begin with the newest', async () => {
    const files = new GrantedFiles(at('files.json'));
    await files.load();
    await files.saveChosen(at('1.ts'), '');
    await files.saveChosen(at('2.ts'), '');
    await files.openChosen(at('1.ts'));
    expect(files.recent().map(({ name }) => name)).toEqual(['1.ts', '2.ts']);
  });
});

it('finds the files among the arguments', () => {
  expect(fileArguments(['electron', '--no-sandbox', '.', 'a.scenario.ts', '/b.ts', '--user-data-dir=x'], '/home', true)).toEqual(['/home/a.scenario.ts', '/b.ts']);
  // Whatever they are: why one is not opened is said to who names it.
  expect(fileArguments(['faultline', 'c.faultline', 'd.itf.json', 'folder', 'e.txt'], '/home', false)).toEqual(['/home/c.faultline', '/home/d.itf.json', '/home/folder', '/home/e.txt']);
});
