import { describe, expect, it } from 'vitest';
import { handleKey, timelineActions, type Thing, type TimelineHands } from '../../../../renderer/timeline/timelineActions.ts';

/** `missing`: what there is not. */
function press(key: string, modifiers: Partial<KeyboardEvent> = {}, missing: readonly Thing[] = []) {
  const called: unknown[] = [];
  const hands = new Proxy({} as TimelineHands, {
    get: (_, name: string) => (...given: unknown[]) => (name === 'has' ? !missing.includes(given[0] as Thing) : called.push([name, ...given])),
  });
  const handled = handleKey({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers }, hands);
  return { handled, called };
}

describe('keys', () => {
  it.each([
    ['a', ['pan', -0.1]], ['d', ['pan', 0.1]], ['w', ['zoom', 1 / 1.3]], ['s', ['zoom', 1.3]], ['W', ['zoom', 1 / 1.3]], ['f', ['fitSelection']], ['m', ['mark']], ['/', ['search']],
    ['.', ['step', 1]], [',', ['step', -1]], ['Escape', ['clear']], ['Enter', ['openSource']], ['Home', ['fitAll']], ['End', ['follow']], ['p', ['pinLane']], ['h', ['hideLane']],
  ])('%s does %j', (key, call) => {
    expect(press(key)).toEqual({ handled: true, called: [call] });
  });

  it('arrange the lanes with Shift', () => {
    expect(press('ArrowUp', { shiftKey: true }).called).toEqual([['moveLane', -1]]);
    expect(press('H', { shiftKey: true }).called).toEqual([['showLanes']]);
  });

  it('are left to others with Ctrl, Meta or Alt, where they mean nothing, and where there is nothing to do it with', () => {
    const left = { handled: false, called: [] };
    expect(press('w', { ctrlKey: true })).toEqual(left);
    expect(press('f', { metaKey: true })).toEqual(left);
    expect(press('s', { altKey: true })).toEqual(left);
    expect(press('q')).toEqual(left);
    expect(press('ArrowDown', {}, ['a chosen slice'])).toEqual(left);
  });

  it('say what a letter lacks', () => {
    expect(press('h', {}, ['a chosen slice'])).toEqual({ handled: true, called: [['lack', 'Hide the Selection’s Lane', 'a chosen slice']] });
    expect(press('H', { shiftKey: true }, ['a hidden lane']).called).toEqual([['lack', 'Show the Hidden Lanes', 'a hidden lane']]);
  });

  it('are of one action each', () => {
    const keys = timelineActions.flatMap((action) => action.keys);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
});
