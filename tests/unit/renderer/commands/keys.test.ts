import { describe, expect, it } from 'vitest';
import { keyOf, typesText, type KeyPress } from '../../../../renderer/commands/keys.ts';

const press = (key: string, code: string, modifiers = ''): KeyPress => ({
  key,
  code,
  ctrlKey: modifiers.includes('C'),
  metaKey: modifiers.includes('M'),
  altKey: modifiers.includes('A'),
  shiftKey: modifiers.includes('S'),
});

describe('the name of a key', () => {
  it.each<[KeyPress, string | null]>([
    [press('P', 'KeyP', 'CS'), 'Ctrl+Shift+P'],
    [press('p', 'KeyP', 'C'), 'Ctrl+P'],
    [press('p', 'KeyP', 'M'), 'Ctrl+P'],
    [press('Enter', 'Enter', 'C'), 'Ctrl+Enter'],
    [press('F5', 'F5', 'S'), 'Shift+F5'],
    [press('?', 'Slash', 'S'), '?'],
    [press('ß', 'Minus'), 'ß'.toUpperCase()],
    [press(' ', 'Space'), 'Space'],
    [press('a', 'KeyA'), 'A'],
    [press('A', 'KeyA', 'S'), 'Shift+A'],
    // AltGr on other keyboards types a character: its place says which key it was.
    [press('¡', 'Digit1', 'A'), 'Alt+1'],
    [press('π', 'KeyP', 'CA'), 'Ctrl+Alt+P'],
    [press('Control', 'ControlLeft', 'C'), null],
    [press('Shift', 'ShiftLeft', 'S'), null],
  ])('%o is %s', (event, name) => expect(keyOf(event)).toBe(name));

  it('knows which keys a field needs for itself', () => {
    expect(['?', 'A', 'ß'].map(typesText)).toEqual([true, true, true]);
    expect(['Ctrl+A', 'F6', 'Enter', 'Space'].map(typesText)).toEqual([false, false, false, false]);
  });
});
