/** The catalogue: every known bug of the per-VMA lock by its number, then what else the shipped scenarios show. How to add one: docs/catalogue.md. */
import type { Row } from './row.ts';
import { LOCK_ROWS } from './rows/lock.ts';
import { LOOKUP_ROWS } from './rows/lookup.ts';
import { MARKING_ROWS } from './rows/marking.ts';
import { MORE_ROWS } from './rows/more.ts';
import { TWO_BY_TWO_ROWS } from './rows/two-by-two.ts';

export const ROWS: readonly Row[] = [...[...LOCK_ROWS, ...MARKING_ROWS, ...LOOKUP_ROWS].sort((a, b) => (a.id < b.id ? -1 : 1)), ...MORE_ROWS, ...TWO_BY_TWO_ROWS];
