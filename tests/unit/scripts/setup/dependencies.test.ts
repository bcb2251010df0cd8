import { expect, it } from 'vitest';
import { isCurrent } from '../../../../scripts/setup/dependencies.mjs';

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
  },
};

it('accepts what the lockfile asks for, without the packages of other platforms', () => {
  expect(isCurrent(wanted, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBe(true);
});

it('sees a package of another version, a missing one, and an optional one of another version', () => {
  expect(isCurrent(wanted, { packages: { 'node_modules/zod': { version: '4.6.6' } } })).toBe(false);
  expect(isCurrent(wanted, { packages: {} })).toBe(false);
  expect(
    isCurrent(wanted, { packages: { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/fsevents': { version: '1.0.0' } } }),
  ).toBe(false);
});
