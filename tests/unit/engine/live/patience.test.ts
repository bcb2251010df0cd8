import { describe, expect, it } from 'vitest';
import { Chance } from '../../../../electron/engine/live/chance';
import { Latch } from '../../../../electron/engine/live/latch';
import { OwnTime } from '../../../../electron/engine/live/own-time';
import { Patience } from '../../../../electron/engine/live/patience';
import { stagedThreads } from './staged-threads';

/** In a hurry from the start. `over`: resolves the work that is waited for. */
function setUp(...statuses: Parameters<typeof stagedThreads>) {
  const staged = stagedThreads(...statuses);
  let chances = 0;
  const patience = new Patience(new Latch(), (before) => (chances++, new Chance(staged.setup, before)), () => new OwnTime(staged.setup));
  patience.hurry();
  let over!: () => void;
  const work = new Promise<void>((resolve) => (over = resolve));
  return { ...staged, patience, over, result: patience.enough('iteration', work), chances: () => chances };
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('a session in a hurry', () => {
  it('waits no longer for threads that have had their chance and get nowhere', async () => {
    const { use, result, chances, sleepAgain } = setUp('running', 'sleeping');
    await until(() => chances() > 0);
    use(100);
    // One that runs has its share once, one that waits looks three times.
    for (let look = 1; look <= 3; look++) {
      await until(() => chances() === look);
      sleepAgain(1);
    }
    expect(await result).toBe(false);
    expect(chances()).toBe(3);
  });

  it('waits for one that was woken by what another did last, and has had no processor since', async () => {
    const { become, over, result, chances, sleepAgain } = setUp('sleeping', 'sleeping');
    await until(() => chances() > 0);
    // Both look again, in vain. Then the second one does what the first one waits for, and sleeps as before.
    sleepAgain(0);
    sleepAgain(1);
    await until(() => chances() === 2);
    sleepAgain(1);
    setTimeout(() => {
      become(0, 'running');
      over();
    }, 60);
    expect(await result).toBe(true);
    expect(chances()).toBe(2);
  });

  it('waits for one that had no processor', async () => {
    const { over, result, chances } = setUp('running', 'sleeping');
    await until(() => chances() > 0);
    setTimeout(over, 60);
    expect(await result).toBe(true);
  });

  it('waits for one that runs, but that the machine has kept from its time', async () => {
    const { delay, over, result, chances, sleepAgain, use } = setUp('running', 'sleeping');
    await until(() => chances() > 0);
    delay(1000);
    sleepAgain(1);
    use(100);
    setTimeout(over, 60);
    expect(await result).toBe(true);
  });

  it('gives a step the time that the one before did not need', async () => {
    const { over, result, patience, chances, use } = setUp('running');
    over();
    expect(await result).toBe(true);
    use(100);
    // More than a step for checks has by itself.
    expect(await patience.enough('checks', new Promise((resolve) => setTimeout(resolve, 40)))).toBe(true);
    expect(chances()).toBe(0);
    const late = patience.enough('kernel', new Promise(() => {}));
    await until(() => chances() > 0);
    use(100);
    expect(await late).toBe(false);
  });

  it('waits on as long as some of them end', async () => {
    const { become, over, result, chances, use, sleepAgain } = setUp('running', 'sleeping');
    await until(() => chances() > 0);
    become(0, 'finished');
    use(100);
    sleepAgain(1);
    // The other was woken by what the first one did last, and looks once more.
    await until(() => chances() > 1);
    over();
    expect(await result).toBe(true);
  });

  it('waits on as long as some of them come from one wait to the next', async () => {
    const { moveOn, over, result, chances, sleepAgain } = setUp('sleeping', 'sleeping');
    for (let round = 1; round <= 4; round++) {
      await until(() => chances() === round);
      moveOn(round % 2);
      sleepAgain(0);
      sleepAgain(1);
    }
    over();
    expect(await result).toBe(true);
  });

  it('hears of what ended while this thread was at something else', async () => {
    const { over, patience } = setUp('finished');
    const work = new Promise<void>((resolve) => setImmediate(resolve));
    const result = patience.enough('checks', work);
    await Promise.resolve();
    const end = performance.now() + 80;
    while (performance.now() < end);
    expect(await result).toBe(true);
    over();
  });
});
