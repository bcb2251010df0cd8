import { expect, it } from 'vitest';
import { cellOf, columnsOf, homeCases } from '../../../shared/catalogue/cells.ts';
import { mayFailLive, mendedBy } from '../../../shared/catalogue/mended.ts';
import { isMissing } from '../../../shared/catalogue/row.ts';
import { ROWS } from '../../../shared/catalogue/rows.ts';
import { scenarioSources } from '../../../shared/sources/index.ts';
import { VARIANTS } from '../../../shared/variants/variants.ts';
import { nameOf } from '../scenarios/names.ts';


const number = (name: string): number => Number(name.split('-')[0]);

it('has every known bug once, B01 to B30', () => {
  const bugs = ROWS.map(({ id }) => id).filter((id) => id.startsWith('B'));
  expect(bugs).toEqual(Array.from({ length: 30 }, (_, i) => `B${String(i + 1).padStart(2, '0')}`));
  expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
});

it('shows each scenario that is about a mistake, and none that there is not', () => {
  const shipped = scenarioSources.map(nameOf);
  const shown = ROWS.flatMap((row) => (isMissing(row.shown) ? [] : [row.shown.scenario]));
  expect(shown.filter((name) => !shipped.includes(name))).toEqual([]);
  expect(shipped.filter((name) => number(name) > 10 && !shown.includes(name))).toEqual([]);
});

it('has a cell for every row and variant: explorations, or why there are none', () => {
  const columns = columnsOf(ROWS, VARIANTS.map(({ name }) => name));
  for (const row of ROWS) {
    for (const protocol of columns) {
      const { cases, notApplicable } = cellOf(row, protocol);
      expect([row.id, protocol, cases.length > 0]).toEqual([row.id, protocol, notApplicable === null]);
    }
  }
});

it('names variants that there are', () => {
  const columns = columnsOf(ROWS, VARIANTS.map(({ name }) => name));
  const named = ROWS.flatMap(({ shown }) => (isMissing(shown) ? [] : [shown.home, shown.mended?.protocol, ...(shown.also ?? []).map((also) => also.protocol)])).filter((name) => name !== undefined);
  expect(named.filter((name) => !columns.includes(name))).toEqual([]);
});

it('asks each bug for the property that stands in its cell', () => {
  // An exploration that checks one property cannot find another one that is optional.
  for (const { finds, properties } of ROWS.flatMap(homeCases)) {
    if (properties && properties.length > 0 && finds !== null && /^I\d/.test(finds) && finds !== 'I4') expect(properties).toContain(finds);
  }
});

it('mends scenarios that show a mistake', () => {
  expect(mendedBy('11-up-read')).toEqual({ protocol: 'v1-rwsem-rcu' });
  expect(mendedBy('14-free-reports')).toEqual({ config: { REPORTS: false }, protocol: 'v1-rwsem-rcu' });
  expect(mendedBy('03-munmap')).toEqual({});
  expect([mayFailLive('07-as-posted'), mayFailLive('13-free-waits'), mayFailLive('15-release-touches-nothing')]).toEqual([true, true, false]);
});
