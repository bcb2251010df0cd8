import { expect, it } from 'vitest';
import { notesByStep } from '../../../../renderer/recordings/notesByStep.ts';

it('notes are told by the step they are of, bookmarks first', () => {
  const notes = { notes: [{ at: null, text: 'all' }, { at: 3, text: 'here' }, { at: 4, text: ' ' }, { at: 9, text: 'late' }], bookmarks: [{ at: 3, name: 'slow' }, { at: 0, name: '' }] };
  expect([...notesByStep(notes)]).toEqual([[3, ['★ slow', 'here']], [0, ['★']], [9, ['late']]]);
  expect([...notesByStep(notes, 3)]).toEqual([[3, ['★ slow', 'here']], [0, ['★']]]);
});
