import { describe, expect, it } from 'vitest';
import { focusWord, hideWord, markerWord, moveWord, pinWord, rangeWord, showWord } from '../../../../renderer/timeline/words.ts';

describe('what is said of a key', () => {
  it.each([
    [focusWord('range', 'centred'), 'The range is centred: F again fits it.'],
    [pinWord('fault/0', false), 'fault/0 is no longer kept on top.'],
    [hideWord('fault/0'), 'fault/0 is hidden: Shift+H shows it again.'],
    [showWord(2), '2 hidden lanes are shown again.'],
    [moveWord('fault/0', -1, true), 'fault/0 is one lane higher.'],
    [moveWord('fault/0', 1, false), 'fault/0 is the last it can be.'],
    [rangeWord({ start: 1e6, end: 3.5e6 }), 'From A to B 2.50 ms are marked.'],
    [markerWord('B', 1500), 'Marker B is at 1.500 µs.'],
  ])('%s', (said, expected) => expect(said).toBe(expected));
});
