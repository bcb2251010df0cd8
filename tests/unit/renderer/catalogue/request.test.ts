import { expect, it } from 'vitest';
import { requestOf } from '../../../../renderer/catalogue/request.ts';
import { homeCases } from '../../../../shared/catalogue/cells.ts';
import { ROWS } from '../../../../shared/catalogue/rows.ts';

it('asks for what the catalogue asks for, and keeps it for the player', () => {
  const cases = ROWS.flatMap(homeCases);
  expect(cases.some(({ memory }) => memory === 'tso') && cases.some(({ memory }) => memory === 'lkmm-ra')).toBe(true);
  for (const of of cases) {
    const { request, subject } = requestOf(of);
    expect([request.limits.memory, request.limits.liveness, request.config, request.protocol]).toEqual([of.memory ?? 'sc', of.liveness ?? false, of.config, of.protocol]);
    expect([subject.limits, subject.recorded?.protocol]).toEqual([request.limits, of.protocol]);
  }
});
