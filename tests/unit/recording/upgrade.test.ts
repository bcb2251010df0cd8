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
  const first = { major: 1, minor: 0 };

  it('lead to the version that is written, one after the other', () => {
    expect(UPGRADES.at(-1)!.to).toEqual(VERSION);
    UPGRADES.slice(1).forEach(({ to }, i) => expect(isBefore(UPGRADES[i]!.to, to)).toBe(true));
  });

  it('leave what is of today, and what is no object, alone', () => {
    expect(upgraded('vrdt', { covers: {} }, VERSION)).toEqual({ covers: {} });
    for (const json of [null, 'x', 5, [1], [{}]]) expect(upgraded('vrdt', json, first)).toEqual(json);
    for (const odd of [null, 'x', 5, [1], [null]]) {
      const verdict = { witness: null, unreached: null, covers: odd, violation: odd };
      expect(upgraded('vrdt', structuredClone(verdict), first)).toEqual(verdict);
      for (const meta of [{}, { session: odd }, { session: { structs: odd } }, { session: { structs: [odd, { fields: odd }, { fields: [odd, { type: odd }] }] } }]) expect(upgraded('meta', structuredClone(meta), first)).toEqual(meta);
    }
  });

  it('say what a verdict lacks, and leave what it says', () => {
    const lacking = { covers: {}, violation: {} };
    expect(upgraded('vrdt', lacking, first)).toEqual({ witness: null, unreached: null, covers: { fairness: null, maxSwitches: null, goal: null }, violation: { cycle: null } });
    const whole = { witness: {}, unreached: [], covers: { fairness: 'weak', maxSwitches: 2, goal: 'g' }, violation: { cycle: 3 } };
    expect(upgraded('vrdt', structuredClone(whole), first)).toEqual(whole);
  });

  it('say of callbacks, and of nothing else, what they take', () => {
    const meta = (known: object) => ({ session: { structs: [{ fields: [{ type: { kind: 'int' } }, { type: { kind: 'callback', ...known } }, { type: { kind: 'array', element: { kind: 'callback', ...known } } }] }] } });
    expect(upgraded('meta', meta({}), first)).toEqual(meta({ params: 0, returnsValue: false }));
    const known = meta({ params: 2, returnsValue: true });
    expect(upgraded('meta', structuredClone(known), first)).toEqual(known);
  });

  it.each([[1, 2, 1, 3, true], [1, 3, 1, 3, false], [1, 3, 1, 2, false], [1, 9, 2, 0, true], [2, 0, 1, 9, false]])('know that %i.%i is before %i.%i: %s', (major, minor, otherMajor, otherMinor, before) => {
    expect(isBefore({ major, minor }, { major: otherMajor, minor: otherMinor })).toBe(before);
  });
});
