import { createPinia, setActivePinia } from 'pinia';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHandlers } from '../../../../electron/main/handlers.ts';
import type { Lab } from '../../../../electron/main/lab.ts';
import { answer } from '../../../../electron/main/ipc/answer.ts';
import { Players } from '../../../../electron/main/player/players.ts';
import { defaultExploreLimits } from '../../../../shared/ipc/explore-limits.ts';
import type { call } from '../../../../renderer/ipc/client.ts';
import { useLookout } from '../../../../renderer/stores/lookout.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';
import { usePlayer } from '../../../../renderer/stores/player.ts';
import { compiler } from '../../compiler-thread.ts';

// The window's stores on the main process's own handlers and a real player, without the two processes between them.
const players = new Players(new URL('../../../../out/main/player-worker.js', import.meta.url), compiler);
const handlers = createHandlers({ players } as Lab);
/** What is asked for of a state waits for this. */
let held: Promise<void> | null = null;
vi.stubGlobal('window', {
  faultline: {
    async call(name: Parameters<typeof call>[0], request: unknown) {
      if (name === 'player.at') await held;
      return answer(name, request, handlers, (error) => { throw error; });
    },
    listen() {},
  },
});
beforeEach(() => setActivePinia(createPinia()));
// Its window would ask on for what the next one closes.
afterEach(() => usePlayer().close());
afterAll(() => {
  players.abandon();
  vi.unstubAllGlobals();
});

const A = { thread: 1, choice: 0 };
const B = { thread: 2, choice: 0 };
const BOUNDS = { timeMs: 60_000, liveness: false };

async function open(body = "x = x + 1; assert(x < 2, 'one');", schedule = [A, A, A, B, B, B]) {
  const text = `scenario({ title: 'x', protocol: 'none' });\nlet x: int;\nthread('t', { instances: 2 }, () => { ${body} });\n`;
  const subject = { documentId: 'untitled:1', name: 'x', text, config: {}, limits: defaultExploreLimits, goal: null, properties: [], checked: null };
  return usePlayer().open({ scenario: { path: 'scenarios/x.ts', text }, config: {}, objects: 4, properties: null, schedule, cycle: null }, subject);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
const shows = (step: number): Promise<void> => until(() => usePlayer().state?.step === step);

describe('the player', () => {
  it('opens at the end of the schedule, goes to any step, and knows the one before', async () => {
    const player = usePlayer();
    expect(await open()).toBeNull();
    expect(player).toMatchObject({ status: 'ready', at: 6, atEnd: true, line: { own: null, end: { fault: { kind: 'assertion' } } } });
    await shows(6);
    expect(player.state!.fault).toContain('one');
    expect(player.previous!.step).toBe(5);
    player.go(2);
    player.go(0);
    await shows(0);
    expect(player.previous).toBeNull();
    expect(player.row).toBeNull();
    player.go(99);
    expect(player.at).toBe(6);
    // The run that ends well comes by itself.
    await until(() => player.passing !== null);
    expect(player.rows.some(({ mark }) => mark === 'differs')).toBe(true);
    expect(player.shown.passing).toMatchObject({ nearest: true });
  });

  it('shows a state that is there already with the step itself', async () => {
    const player = usePlayer();
    await open();
    player.go(3);
    await shows(3);
    // Those around it have been asked for by then.
    await until(() => player.go(4) === undefined && player.state?.step === 4 && player.previous?.step === 3);
    for (const [step, before] of [[3, 2], [4, 3]] as const) {
      player.go(step);
      expect([player.at, player.state?.step, player.previous?.step]).toEqual([step, step, before]);
    }
  });

  it('takes over, undoes, and shows the state of the schedule that is in front', async () => {
    const player = usePlayer();
    await open();
    player.go(1);
    await player.take(B);
    expect(player).toMatchObject({ at: 2, line: { own: 1, canUndo: true, end: { fault: null } }, passing: null });
    expect(player.steps.length).toBe(2);
    await shows(2);
    await until(() => player.state!.threads[2]!.next?.startsWith('writes') === true);
    expect(player.rows[1]!.step.name).toBe('t/1');
    await player.undo();
    expect(player).toMatchObject({ at: 1, line: { own: null, canUndo: false, canRedo: true } });
    expect(player.steps.length).toBe(6);
    await player.redo();
    await player.reset();
    expect(player.steps.length).toBe(6);
    await expect(player.take({ thread: 0, choice: 0 })).rejects.toThrow(/boot has ended/);
    expect(player.steps.length).toBe(6);
  });

  it('looks ahead, and forgets what it saw when one goes on', async () => {
    const [player, lookout] = [usePlayer(), useLookout()];
    await open();
    player.go(0);
    lookout.within = 10;
    await lookout.look();
    expect(lookout.ahead!.map(({ steps }) => steps)).toEqual([5, 5]);
    player.go(1);
    expect(lookout.ahead).toBeNull();
    await lookout.explore(BOUNDS);
    expect(lookout.said).toMatch(/^A violation 4 steps from here; no schedule to one is shorter/);
    expect(player).toMatchObject({ at: 1, line: { canUndo: true, end: { fault: { kind: 'assertion' } } } });
    expect(player.line.own).toBeGreaterThanOrEqual(1);
    expect(player.steps.length).toBe(5);
  });

  it('finds a round that goes on for ever where it is to look for one', async () => {
    await open('for (;;) { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }', []);
    const [player, lookout] = [usePlayer(), useLookout()];
    await lookout.explore({ ...BOUNDS, liveness: true });
    expect(lookout.said).toMatch(/^From step \d+ on it can go round for ever\. It is what follows now/);
    expect(player.line).toMatchObject({ cycle: expect.any(Number), canUndo: true, end: { fault: { kind: 'starvation' } } });
  });

  it('says that nothing can go wrong', async () => {
    expect(await open('x = 1;', [])).toBeNull();
    const lookout = useLookout();
    await lookout.explore(BOUNDS);
    expect(lookout.said).toMatch(/^No step that can follow violates anything: all \d+ states were looked at\. For rounds .*Starvation in Limits/);
    await lookout.explore({ ...BOUNDS, liveness: true });
    expect(lookout.said).toMatch(/^Nothing can go wrong from here: all \d+ states/);
    expect(usePlayer().steps).toEqual([]);
  });

  it('says nothing of a schedule whose states were still asked for when another took its place', async () => {
    let release = (): void => {};
    held = new Promise((resolve) => (release = resolve));
    await open();
    const next = open(undefined, [A, A]);
    release();
    held = null;
    await next;
    await shows(2);
    expect(useNotices().notices).toEqual([]);
  });

  it('says nothing of what was under way when it was closed, or another took its place', async () => {
    const [player, lookout] = [usePlayer(), useLookout()];
    const endless = 'for (;;) x = x + 1;';
    await open(endless, []);
    const searching = lookout.explore(BOUNDS);
    player.close();
    await searching;
    expect([lookout.busy, lookout.said]).toEqual([null, '']);
    await open(endless, []);
    const finishing = player.finish();
    await open(undefined, [A, A]);
    await finishing;
    expect(player).toMatchObject({ status: 'ready', at: 2 });
  });

  it('tells what is wrong with a scenario or a schedule, and closes', async () => {
    const player = usePlayer();
    expect(await open('nope();')).toMatchObject([{ line: 3 }]);
    expect(player.status).toBe('empty');
    expect(await open('x = 1;', [{ thread: 9, choice: 0 }])).toBeNull();
    expect(player).toMatchObject({ status: 'failed', failure: expect.stringContaining('cannot be played') });
    await open();
    player.close();
    expect(player).toMatchObject({ status: 'empty', program: null, state: null, at: 0 });
  });
});
