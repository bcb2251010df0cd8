/** No part of the properties can be left out unseen: for each there is a case of which something else is told without it. */
import { describe, expect, it } from 'vitest';
import type { Case } from './cases/case.ts';
import { FAULTS } from './cases/faults.ts';
import { LOCK } from './cases/lock.ts';
import { MARKS } from './cases/marks.ts';
import { MEMORY } from './cases/memory.ts';
import { READING } from './cases/reading.ts';
import { TREE } from './cases/tree.ts';
import { VARIANTS } from './cases/variants.ts';
import { explored } from './explored.ts';
import { PARTS, Switched } from './switched.ts';

const CASES: Case[] = [...LOCK, ...MARKS, ...READING, ...TREE, ...MEMORY, ...FAULTS, ...VARIANTS];

/** By their name alone; the others have a switch. */
const CAUSES = PARTS.filter(({ unless }) => unless === null).map(({ name }) => name);

it('has a case for each part', () => {
  const names = PARTS.map(({ name }) => name);
  const shown = new Set(CASES.flatMap(({ parts }) => parts));
  expect(names).toEqual([...new Set(names)]);
  expect({ missing: names.filter((name) => !shown.has(name)), gone: [...shown].filter((name) => !names.includes(name)) }).toEqual({ missing: [], gone: [] });
});

describe('each part', { timeout: 600_000 }, () => {
  it.each(CASES.filter(({ liveness }) => !liveness))('$property, $protocol: $what', async (of) => {
    const switched = Switched.of(of);
    expect(await switched.told()).toBe(of.violates);
    for (const part of of.parts.filter((name) => !CAUSES.includes(name))) expect(await switched.told(part), `without ${part}`).not.toBe(of.violates);
  });

  it.each(CASES.filter(({ liveness }) => liveness))('$property, $protocol: $what', async ({ text, protocol, property, violates }) => {
    const { violation } = await explored(text, { ...(protocol !== undefined && { protocol }), properties: [property], liveness: true });
    expect(violation?.property).toBe(violates);
  });
});
