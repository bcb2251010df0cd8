/** Recordings that earlier versions of Faultline made, as they made them, are read as those of today are. */
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openExploration } from '../../../electron/recordings/exploration';
import { openRecording } from '../../../electron/recordings/reader';
import { EVENT_BYTES } from '../../../shared/trace/events';
import { openSessionFile } from '../../../electron/recordings/open-session-file';
import { VERSION } from '../../../shared/recording/format';
import { isBefore, upgraded, UPGRADES } from '../../../shared/recording/upgrade';

const kept = (name: string): string => fileURLToPath(new URL(`../../recordings/${name}`, import.meta.url));
const minorOf = async (name: string): Promise<number> => (await readFile(kept(name))).readUInt16LE(10);

describe('an earlier recording', () => {
  it('of a session, format 1.0', async () => {
    expect(await minorOf('session-1.0.faultline')).toBe(0);
    const recording = await openRecording(kept('session-1.0.faultline'));
    expect(recording).toMatchObject({ meta: { session: { title: 'Small' } }, result: { outcome: 'ok' }, notes: { notes: [], bookmarks: [] } });
    await recording.close();
  });

  it('of a session, format 1.2, which has no index', async () => {
    expect(await minorOf('session-1.2.faultline')).toBe(2);
    const session = await openSessionFile(kept('session-1.2.faultline'));
    expect(session.contents).toMatchObject({ meta: { session: { title: 'Small' } }, result: { outcome: 'ok' } });
    const { events } = await session.events(0, session.index.events.count.length);
    expect(events.length).toBeGreaterThan(40 * 2 * EVENT_BYTES);
    await session.close();
  });

  it('of a counterexample, format 1.1 as it was first written', async () => {
    expect(await minorOf('counterexample-1.1.faultline')).toBe(1);
    const { meta, verdict } = await openExploration(kept('counterexample-1.1.faultline'));
    expect(meta.title).toBe('Crossed');
    expect(verdict).toMatchObject({ outcome: 'violated', violation: { kind: 'deadlock', cycle: null }, witness: null, unreached: null, covers: { fairness: null, maxSwitches: null, goal: null } });
  });
});

describe('upgrades', () => {
  it('lead to the version that is written, one after the other', () => {
    expect(UPGRADES.at(-1)!.to).toEqual(VERSION);
    UPGRADES.slice(1).forEach(({ to }, i) => expect(isBefore(UPGRADES[i]!.to, to)).toBe(true));
  });

  it('leave what is of today, and what is no object, alone', () => {
    expect(upgraded('vrdt', { covers: {} }, VERSION)).toEqual({ covers: {} });
    expect(upgraded('vrdt', [1], { major: 1, minor: 0 })).toEqual([1]);
  });
});
