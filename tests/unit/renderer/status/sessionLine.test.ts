import { describe, expect, it } from 'vitest';
import { sessionLine, type SessionState } from '../../../../renderer/status/sessionLine.ts';

const idle: SessionState = { status: 'idle', meta: null, sample: null, result: null, failure: '', recordedAs: null };
const meta = { title: 'A', mode: 'trace', counters: ['FAULT'], threads: [{ kind: 'boot' }, { kind: 'thread' }, { kind: 'thread' }] } as SessionState['meta'];
const sample = { time: 7.3e9, phase: 'running', counters: [4_560_000], threads: [1, 20, 30].map((iterations) => ({ iterations })) } as SessionState['sample'];

describe('the session in one line', () => {
  it('says what it is of where another scenario is in front', () => {
    expect(sessionLine({ ...idle, status: 'running', meta, sample }, 'B')).toBe('Running  ·  0:07.3  ·  trace  ·  4.56M faults  ·  A');
    expect(sessionLine({ ...idle, status: 'running', meta, sample, recordedAs: 'a.faultline' }, 'B')).toBe('Recording a.faultline  ·  Running  ·  0:07.3  ·  trace  ·  4.56M faults');
  });

  it.each<[Partial<SessionState>, string]>([
    [{}, 'Ready'],
    [{ failure: 'no heap' }, 'Not started: no heap'],
    [{ status: 'starting' }, 'Compiling and starting …'],
    [{ status: 'running', meta }, 'Setting up …  ·  trace'],
    [{ status: 'running', meta, sample: { ...sample!, phase: 'setup', counters: [0], threads: [] } }, 'Setting up …  ·  0:07.3  ·  trace'],
    [{ status: 'running', meta, sample: { ...sample!, counters: [0] } }, 'Running  ·  0:07.3  ·  trace  ·  50 iterations'],
    [{ status: 'running', meta, sample }, 'Running  ·  0:07.3  ·  trace  ·  4.56M faults'],
    [{ status: 'stopping', meta, sample }, 'Stopping …  ·  0:07.3  ·  trace  ·  4.56M faults'],
    [{ status: 'stopping', meta, sample: { ...sample!, phase: 'teardown' } }, 'Checking …  ·  0:07.3  ·  trace  ·  4.56M faults'],
    [{ status: 'ended', meta, sample, result: { outcome: 'violated', runMs: 6900 } as SessionState['result'] }, 'Violation found  ·  0:06.9  ·  trace  ·  4.56M faults'],
    [{ status: 'ended', meta, sample, result: { outcome: 'ok', runMs: 6900 } as SessionState['result'], recordedAs: 'a.faultline' }, 'Recording a.faultline  ·  Ended, all checks hold  ·  0:06.9  ·  trace  ·  4.56M faults'],
    [{ status: 'ended', meta, sample, result: { outcome: 'violated', runMs: 0 } as SessionState['result'] }, 'Violation found  ·  trace  ·  4.56M faults'],
    [{ status: 'ended', meta, failure: 'gone' }, 'The session was lost: gone'],
  ])('%o', (state, line) => expect(sessionLine({ ...idle, ...state }, 'A')).toBe(line));
});
