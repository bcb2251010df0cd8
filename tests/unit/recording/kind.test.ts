import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { kindsOf } from '../../../electron/main/recordings/kinds';
import { recordingKind } from '../../../electron/recordings/kind';
import { recordingOf } from './blocks';
import { freshPath, meta, writeSample } from './sample';

const kept = (name: string): string => fileURLToPath(new URL(`../../recordings/${name}`, import.meta.url));

it('is told by the beginning of a recording, of whatever format', async () => {
  const [traced, figures] = [await freshPath(), await freshPath()];
  await writeSample(traced);
  // Nothing behind the first block is looked at.
  await writeFile(figures, recordingOf(['meta', { ...meta, session: { ...meta.session, mode: 'throughput' } }]));
  expect(await Promise.all([traced, figures, kept('session-1.0.faultline'), kept('counterexample-1.1.faultline')].map(recordingKind))).toEqual(['trace', 'throughput', 'throughput', 'exploration']);
});

it('is not told of what cannot be read, and the others are', async () => {
  const [foreign, headless] = [await freshPath(), await freshPath()];
  await writeFile(foreign, 'scenario({});');
  await writeFile(headless, recordingOf(['srcs', []]));
  await expect(recordingKind(headless)).rejects.toThrow('the recording begins with a srcs block');
  const paths = [foreign, headless, '/none.faultline', kept('counterexample-1.1.faultline')];
  expect(await kindsOf({ recent: () => paths.map((path) => ({ path, name: 'x' })) })).toEqual([{ path: paths[3], kind: 'exploration' }]);
});
