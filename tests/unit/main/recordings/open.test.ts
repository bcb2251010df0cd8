/** A recording that cannot be opened or written: which, why, and what to do. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inWords, openAny } from '../../../../electron/main/recordings/open.ts';
import { RecordingWriter } from '../../../../electron/recordings/writer.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'faultline-open-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);
const open = (name: string): Promise<unknown> => openAny(at(name), { signal: new AbortController().signal, onProgress() {} });

describe('a recording that cannot be opened', () => {
  it('is named, with what is wrong and what to do', async () => {
    const whole = await readFile(fileURLToPath(new URL('../../../recordings/counterexample-1.1.faultline', import.meta.url)));
    const newer = Buffer.from(whole);
    newer.writeUInt16LE(9, 8);
    const flipped = Buffer.from(whole);
    flipped[100]! ^= 1;
    await mkdir(at('folder.faultline'));
    await writeFile(at('foreign.faultline'), 'scenario({ title: 1 });………………………');
    await writeFile(at('cut.faultline'), whole.subarray(0, 1000));
    await writeFile(at('newer.faultline'), newer);
    await writeFile(at('flipped.faultline'), flipped);
    await expect(open('none.faultline')).rejects.toMatchObject({ code: 'not-found', message: 'none.faultline cannot be opened: there is no such file or folder. It may have been moved or renamed: open it where it is now.' });
    await expect(open('folder.faultline')).rejects.toMatchObject({ code: 'not-possible', message: expect.stringMatching(/^folder\.faultline cannot be opened: it is not a file\. Recordings are what/) });
    await expect(open('foreign.faultline')).rejects.toMatchObject({ code: 'not-possible', message: expect.stringMatching(/^foreign\.faultline cannot be opened: this is no Faultline recording\. Recordings are what/) });
    await expect(open('cut.faultline')).rejects.toMatchObject({ code: 'not-possible', message: expect.stringMatching(/the recording is cut off: .*\. It was not written or copied to its end: copy it once more, or record it again\.$/) });
    await expect(open('newer.faultline')).rejects.toMatchObject({ code: 'not-possible', message: expect.stringMatching(/\.$/) });
    await expect(open('flipped.faultline')).rejects.toMatchObject({ code: 'not-possible', message: expect.stringMatching(/is damaged\. It may have been damaged when it was copied/) });
  });
});

describe('a recording that cannot be written', () => {
  it('is named, with what to do', async () => {
    const write = (target: string): Promise<unknown> => inWords(path.basename(target), 'written', () => RecordingWriter.create(target));
    await expect(write(at('none/x.faultline'))).rejects.toMatchObject({ message: 'x.faultline cannot be written: there is no such file or folder. Save in another place: the folder may have been moved or renamed.' });
    await expect(inWords('x', 'read', () => Promise.reject(new TypeError('a defect')))).rejects.toThrow(TypeError);
  });
});
