import { expect, it } from 'vitest';
import { activityOf } from '../../../shared/trace/waiting.ts';

it('tells who looks again and again at something from who is held by the tracer', () => {
  expect(activityOf({ status: 'polling', waitSite: 7 })).toBe('polling');
  expect(activityOf({ status: 'polling', waitSite: -1 })).toBe('paused');
  expect(activityOf({ status: 'running', waitSite: -1 })).toBe('running');
});
