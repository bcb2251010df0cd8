import { describe, expect, it, vi } from 'vitest';
import { handleKey, type KeyActions } from '../../../../renderer/timeline/timelineKeys.ts';

function press(key: string, modifiers: Partial<KeyboardEvent> = {}) {
  const called: unknown[] = [];
  const note = (name: string) => (...given: unknown[]) => called.push([name, ...given]);
  const act: KeyActions = {
    pan: note('pan'), zoom: note('zoom'), focusChosen: note('focusChosen'), step: note('step'), stepRow: vi.fn(() => called.push('stepRow') > 0),
    clear: note('clear'), openSource: note('openSource'), fitAll: note('fitAll'), follow: note('follow'), mark: note('mark'), search: note('search'),
  };
  return { handled: handleKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...modifiers }, act), called };
}

describe('keys', () => {
  it.each([
    ['a', ['pan', -0.1]], ['d', ['pan', 0.1]], ['w', ['zoom', 1 / 1.3]], ['s', ['zoom', 1.3]], ['W', ['zoom', 1 / 1.3]],
    ['f', ['focusChosen']], ['m', ['mark']], ['/', ['search']], ['.', ['step', 1]], [',', ['step', -1]], ['Escape', ['clear']], ['Enter', ['openSource']], ['Home', ['fitAll']], ['End', ['follow']],
  ])('%s does %j', (key, call) => {
    expect(press(key)).toEqual({ handled: true, called: [call] });
  });

  it('are left to others with Ctrl, Meta or Alt, and where they mean nothing', () => {
    expect(press('w', { ctrlKey: true })).toEqual({ handled: false, called: [] });
    expect(press('f', { metaKey: true })).toEqual({ handled: false, called: [] });
    expect(press('s', { altKey: true })).toEqual({ handled: false, called: [] });
    expect(press('q')).toEqual({ handled: false, called: [] });
  });
});
