import { availableParallelism } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askedOf } from '../../../electron/engine/explore/asked.ts';
import { KeptImages } from '../../../electron/engine/explore/kept-images.ts';
import { playedBy } from '../../../electron/engine/player/player.ts';
import { Players } from '../../../electron/main/player/players.ts';
import { calls } from '../../../shared/ipc/contract.ts';
import type { PlayerOpening } from '../../../shared/ipc/player.ts';
import { scenarioSources } from '../../../shared/sources/index.ts';
import { compiler } from '../compiler-thread.ts';

const players = new Players(new URL('../../../out/main/player-worker.js', import.meta.url), compiler);
afterEach(() => players.abandon());

const text = (body: string): string => `scenario({ title: 'x', protocol: 'none' });\nlet x: int;\nthread('t', { instances: 2 }, () => { ${body} });\n`;

/** What crosses to the window passes the contract's schemas. */
async function open(body: string, more: Partial<PlayerOpening> = {}) {
  const request = calls['player.open'].request.parse({ scenario: { path: 'scenarios/x.scenario.ts', text: text(body) }, config: {}, objects: 4, properties: null, schedule: [], cycle: null, ...more });
  return calls['player.open'].reply.parse(await players.open(request));
}
async function opened(body: string, more: Partial<PlayerOpening> = {}): Promise<number> {
  const reply = await open(body, more);
  if (!reply.opened) throw new Error(reply.diagnostics[0]!.message);
  return reply.player;
}

describe('the player of the window', () => {
  it('opens a scenario, goes on as it is told, and tells each state', async () => {
    const player = await opened("x = x + 1; assert(x < 2, 'one');");
    const first = calls['player.at'].reply.parse(await players.call(player, 'at', 0));
    expect(first.threads.map((t) => t.status)).toEqual(['ended', 'ready', 'ready']);
    expect(first.globals[0]).toBeInstanceOf(Int32Array);
    const change = calls['player.finish'].reply.parse(await players.call(player, 'finish', 0));
    expect(change.end.fault).toMatchObject({ kind: 'assertion' });
    expect(calls['player.at'].reply.parse(await players.call(player, 'at', change.steps.length)).fault).toContain('one');
    expect(calls['player.passing'].reply.parse(await players.call(player, 'passing'))).toMatchObject({ steps: { length: 6 } });
    expect(calls['player.ahead'].reply.parse(await players.call(player, 'ahead', 0, 20)).map(({ steps }) => steps)).toEqual([5, 5]);
    expect(await players.call(player, 'token', 2)).toMatch(/^fl1:/);
  });

  it('opens a shipped scenario from what it was compiled to the first time, and it is the same', async () => {
    const scenario = scenarioSources.find(({ path }) => path.includes('/28-'))!;
    const objects = 7;
    const whole = async () => {
      const reply = await players.open({ scenario, config: {}, objects, properties: null, schedule: [], cycle: null });
      if (!reply.opened) throw new Error(reply.diagnostics[0]!.message);
      const { player, ...rest } = reply;
      return { ...rest, end: await players.call(player, 'finish', 0), state: await players.call(player, 'at', 5) };
    };
    const first = await whole();
    const asked = askedOf({ scenario, config: {} }, undefined, playedBy({ objects, maxStates: 2_000_000, workerUrl: new URL('file:///'), workers: Math.min(availableParallelism(), 64) }));
    const kept = KeptImages.of(new URL('../../../out/', import.meta.url))!;
    await vi.waitUntil(() => kept.find(asked) !== undefined, { timeout: 60_000 });
    expect(await whole()).toEqual(first);
  });

  it('plays a schedule that it is given', async () => {
    const reply = await open('x = x + 1;', { schedule: [{ thread: 1, choice: 0 }, { thread: 2, choice: 0 }] });
    expect(reply).toMatchObject({ opened: true, change: { common: 0, at: 2, own: null, steps: [{ name: 't/0' }, { name: 't/1' }] } });
  });

  it('says in words what cannot be done', async () => {
    await expect(open('x = 1;', { schedule: [{ thread: 7, choice: 0 }] })).rejects.toThrow(/This schedule cannot be played: step 1 is one of thread 7, and there is none/);
    const player = await opened('x = 1;');
    await expect(players.call(player, 'take', 0, { thread: 0, choice: 0 })).rejects.toThrow(/That cannot be done here: step 1: boot has ended/);
    await expect(players.call(player, 'take', 5, { thread: 1, choice: 0 })).rejects.toThrow(/there are only 0 steps/);
  });

  it('tells of a scenario with errors', async () => {
    expect(await open('nope();')).toMatchObject({ opened: false, diagnostics: [{ line: 3 }] });
  });

  it('is one at a time, and gone with the window', async () => {
    const first = await opened('x = 1;');
    const second = await opened('x = 1;');
    await expect(players.call(first, 'at', 0)).rejects.toThrow(/has been closed/);
    const searching = players.call(second, 'explore', 0, 60_000);
    players.close(second);
    await expect(searching).rejects.toThrow(/has been closed/);
  });

  it('tells how far the opening of a long schedule is, and gives it up when it is told to', async () => {
    const long = text('x = x + 1;').replace('instances: 2', 'repeat: 50000');
    const opening = open('', { scenario: { path: 'scenarios/x.scenario.ts', text: long }, schedule: new Array(90_000).fill({ thread: 1, choice: 0 }) });
    const given = expect(opening).rejects.toThrow(/has been closed/);
    expect(players.opening()).toBeNull();
    while (!players.opening()) await new Promise((resolve) => setTimeout(resolve, 5));
    const { taken, of } = calls['player.opening'].reply.parse(players.opening())!;
    expect(of).toBe(90_000);
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(of);
    players.abandon();
    await given;
    expect(players.opening()).toBeNull();
  });

  it('takes no schedule that is beyond all measure', () => {
    const request = { scenario: { path: 'scenarios/x.scenario.ts', text: '' }, config: {}, objects: 4, properties: null, cycle: null };
    const schema = calls['player.open'].request;
    expect(schema.safeParse({ ...request, schedule: new Array(100_001).fill({ thread: 1, choice: 0 }) }).success).toBe(false);
    expect(schema.safeParse({ ...request, schedule: [{ thread: 256, choice: 0 }] }).success).toBe(false);
    expect(schema.safeParse({ ...request, schedule: [], objects: 1001 }).success).toBe(false);
    expect(schema.safeParse({ ...request, schedule: [], scenario: { path: '../x.ts', text: '' } }).success).toBe(false);
  });
});
