import { expect, it } from 'vitest';
import { FileJob, type JobControl } from '../../../electron/main/recordings/file-job.ts';
import type { RecordingProgress } from '../../../shared/ipc/recordings.ts';

/** Work that goes on until it is ended, as reading a large file does. */
function endless({ signal, onProgress }: JobControl): Promise<never> {
  return new Promise((_, reject) => {
    const telling = setInterval(() => onProgress(2), 20);
    signal.addEventListener('abort', () => {
      clearInterval(telling);
      reject(new Error('ended'));
    });
  });
}

it('is told to the window, ended at its word, and then there may be another', async () => {
  const told: RecordingProgress[] = [];
  let hear = (): void => {};
  const heard = new Promise<void>((resolve) => (hear = resolve));
  const job = new FileJob((progress) => {
    told.push(progress);
    hear();
  });
  const reading = job.run('Reading x', endless);
  await heard;
  expect(() => job.requireFree()).toThrow('Wait for it');
  expect(told[0]).toEqual({ what: 'Reading x', share: 1 });
  await expect(job.run('Saving y', () => Promise.resolve(1))).rejects.toMatchObject({ code: 'busy' });
  job.cancel();
  expect(await reading).toBeNull();
  job.requireFree();
  // The window takes its note away.
  expect(told.at(-1)).toBeNull();
  expect(await job.run('Saving y', () => Promise.resolve(1))).toBe(1);
});

it('fails as its work does, and what is over is not ended', async () => {
  const told: RecordingProgress[] = [];
  const job = new FileJob((progress) => told.push(progress));
  await expect(job.run('Reading x', () => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
  job.cancel();
  expect(await job.run('Reading x', ({ signal }) => Promise.resolve(signal.aborted))).toBe(false);
  // Of what takes no time nothing is told.
  expect(told).toEqual([]);
});

it('tells whoever it kept waiting that it is over, however short it was', async () => {
  const told: RecordingProgress[] = [];
  const job = new FileJob((progress) => told.push(progress));
  let end = (): void => {};
  const short = job.run('Reading x', () => new Promise<void>((resolve) => (end = resolve)));
  expect(() => job.requireFree()).toThrow('Wait for it');
  end();
  await short;
  expect(told).toEqual([null]);
});
