import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { eventKind } from '../../../shared/trace/events.ts';
import { explained } from '../../../shared/trace/explained.ts';

const kernel = path.join(import.meta.dirname, '../../../shared/kernel');
const files = readdirSync(kernel, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const events = files.flatMap((file) => [...readFileSync(path.join(kernel, file), 'utf8').matchAll(/tracepoint\('([^']+)'/g)].map(([, event]) => eventKind(event!).category));

it.each([...new Set(events), 'tracer'])('%s is explained in a sentence', (category) => {
  expect(explained(category)).toMatch(/^[A-Z].{10,110}\.$/);
});

it('nothing is made up for what a scenario adds', () => {
  expect([explained('mine'), explained('constructor')]).toEqual([null, null]);
});
