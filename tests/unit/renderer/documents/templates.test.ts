import { expect, it } from 'vitest';
import { templates } from '../../../../renderer/documents/templates';

it('have each a title and a sentence, and come in their order', () => {
  expect(templates.map(({ id }) => id)).toEqual(['smallest', 'faults-and-munmap', 'broken-on-purpose', 'rcu', 'semaphore', 'lock', 'message-passing']);
  for (const { title, summary } of templates) expect([title, summary]).not.toContain('');
});
