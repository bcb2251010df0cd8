import { expect, it } from 'vitest';
import { explorationLine } from '../../../../renderer/status/explorationLine.ts';

it('an exploration in one line says what it is of where another scenario is in front', () => {
  const subject = { documentId: 'file:/a.ts' };
  expect(explorationLine('Verified', subject, { id: 'file:/a.ts' })).toBe('Verified');
  expect(explorationLine('Verified', subject, { id: 'file:/b.ts' })).toBe('Verified  ·  a.ts');
  expect(explorationLine('Verified', subject, null)).toBe('Verified  ·  a.ts');
  expect(explorationLine('Verified', { documentId: 'untitled:1' }, null)).toBe('Verified  ·  untitled-1');
  expect(explorationLine('Not explored', null, { id: 'file:/b.ts' })).toBe('Not explored');
});
