/** What a new scenario may start from. */
import { templateSources } from '../../shared/sources/index.ts';
import { scenarioHeader } from '../library/header.ts';
import { template } from './template.ts';

export interface Template {
  id: string;
  title: string;
  summary: string;
  text: string;
}

const order = ['faults-and-munmap', 'broken-on-purpose', 'rcu', 'semaphore', 'lock', 'message-passing'];

export const templates: readonly Template[] = [
  { id: 'smallest', title: 'The smallest', summary: 'Two threads that fault in one mapping.', text: template },
  ...templateSources
    .map(({ path, text }) => {
      const { title, summary } = scenarioHeader(text);
      return { id: path.replace(/^scenarios\/|\.scenario\.ts$/g, ''), title: title ?? path, summary: summary ?? '', text };
    })
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)),
];
