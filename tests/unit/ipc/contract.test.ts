import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { answer, type Handlers } from '../../../electron/main/ipc/answer.ts';
import { callNames, channel, pushNames, type CallName } from '../../../shared/ipc/channels.ts';
import { calls, pushes } from '../../../shared/ipc/contract.ts';
import { defaultSettings } from '../../../shared/ipc/documents.ts';
import { limits } from '../../../shared/ipc/limits.ts';
import { LabError } from '../../../shared/ipc/reply.ts';

const never = (error: unknown): void => {
  throw error;
};

/** Handlers that only note what reaches them. */
function recording(): { handlers: Handlers; seen: [CallName, unknown][] } {
  const seen: [CallName, unknown][] = [];
  const note = (name: CallName) => (request: unknown) => void seen.push([name, request]);
  return { handlers: Object.fromEntries(callNames.map((name) => [name, note(name)])) as unknown as Handlers, seen };
}

const scenario = { path: 'scenarios/a.scenario.ts', text: 'scenario({});' };

describe('the contract', () => {
  it('names every call and push, each on a channel of its own', () => {
    expect(Object.keys(calls).sort()).toEqual([...callNames].sort());
    expect(Object.keys(pushes).sort()).toEqual([...pushNames].sort());
    expect(new Set([...callNames, ...pushNames].map(channel)).size).toBe(callNames.length + pushNames.length);
  });

  it('lets through only what it parsed, whatever arrives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...callNames), fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }), async (name, request) => {
        const { handlers, seen } = recording();
        const reply = await answer(name, request, handlers, never);
        const parsed = calls[name].request.safeParse(request);
        expect(reply.ok).toBe(parsed.success);
        expect(seen).toEqual(parsed.success ? [[name, parsed.data]] : []);
        if (!reply.ok) expect(reply).toMatchObject({ code: 'invalid-request', message: expect.stringContaining(name) });
      }),
    );
  });

  it('does not hand on keys that no schema names', async () => {
    const { handlers, seen } = recording();
    const request = JSON.parse('{"id": "untitled:1", "name": "a", "text": "", "__proto__": {"admin": true}, "extra": 1}') as unknown;
    await answer('drafts.save', request, handlers, never);
    expect(seen).toEqual([['drafts.save', { id: 'untitled:1', name: 'a', text: '' }]]);
    expect((seen[0]![1] as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each<[CallName, unknown]>([
    ['drafts.save', { id: 'untitled:1', name: 'a', text: 'x'.repeat(limits.sourceChars + 1) }],
    ['drafts.save', { id: 'elsewhere:1', name: 'a', text: '' }],
    ['drafts.save', { id: 'untitled:1', name: '', text: '' }],
    ['drafts.save', { id: 'untitled:1', name: 'a', text: '', saved: 'x'.repeat(limits.sourceChars + 1) }],
    ['files.save', { path: '', text: '' }],
    ['files.save', { path: '/'.repeat(limits.pathChars + 1), text: '' }],
    ['files.reopen', { path: 1 }],
    ['files.watch', { paths: Array(limits.watchedFiles + 1).fill('/a.ts') }],
    ['layout.save', { layout: 'x'.repeat(limits.layoutChars + 1) }],
    ['compile.check', { scenario: { ...scenario, path: '../../etc/passwd' }, config: {} }],
    ['compile.check', { scenario: { ...scenario, path: 'scenarios/a/b.ts' }, config: {} }],
    ['compile.check', { scenario, config: { 'not a name': 1 } }],
    ['compile.check', { scenario, config: { HALF: 0.5 } }],
    ['compile.check', { scenario, config: Object.fromEntries(Array.from({ length: limits.configEntries + 1 }, (_, index) => [`C${index}`, 1])) }],
    ['session.start', { scenario, config: {}, mode: 'fast', seed: 1, durationMs: null }],
    ['session.start', { scenario, config: {}, mode: 'trace', seed: -1, durationMs: null }],
    ['session.start', { scenario, config: {}, mode: 'trace', seed: 1, durationMs: Infinity }],
    ['settings.save', { ...defaultSettings, fontSize: 1000 }],
    ['verdicts.keep', { id: 'untitled:1', about: 'a'.repeat(63), config: {}, kind: 'verified', text: '' }],
    ['verdicts.keep', { id: 'untitled:1', about: 'a'.repeat(64), config: {}, kind: 'live', text: '' }],
    ['verdicts.keep', { id: 'untitled:1', about: 'a'.repeat(64), config: {}, kind: 'verified', text: 'x'.repeat(limits.headlineChars + 1) }],
    ['workspace.save', { open: Array(limits.openDocuments + 1).fill('untitled:1'), active: null }],
    ['app.start', {}],
  ])('refuses what is beyond the limits of %s', async (name, request) => {
    const { handlers, seen } = recording();
    expect(await answer(name, request, handlers, never)).toMatchObject({ ok: false, code: 'invalid-request' });
    expect(seen).toEqual([]);
  });

  it('accepts what the window sends', async () => {
    const { handlers, seen } = recording();
    const requests: [CallName, unknown][] = [
      ['app.start', undefined],
      ['drafts.save', { id: 'file:/home/a b/ü.ts', name: 'ü.ts', text: 'let x\u2028' }],
      ['compile.check', { scenario, config: { PER_VMA_LOCK: false, RCU_BATCH: -2 } }],
      ['session.start', { scenario, config: {}, mode: 'throughput', seed: 0xffffffff, durationMs: 5000 }],
      ['settings.save', defaultSettings],
      ['layout.save', { layout: null }],
      ['files.watch', { paths: ['/home/a b/ü.ts'] }],
      ['verdicts.keep', { id: 'shipped:01-a.scenario.ts', about: '0'.repeat(64), config: { PER_VMA_LOCK: false }, kind: 'violated', text: 'Violated: I4' }],
      ['workspace.save', { open: ['kernel:rwsem.ts', 'shipped:01-a.scenario.ts'], active: 'kernel:rwsem.ts' }],
    ];
    for (const [name, request] of requests) expect(await answer(name, request, handlers, never)).toEqual({ ok: true, value: undefined });
    expect(seen).toEqual(requests);
  });
});

describe('what happens behind a call', () => {
  const failing = (error: Error): Handlers => ({ ...recording().handlers, 'files.open': () => Promise.reject(error) });

  it('shows an error that is meant for people as it is', async () => {
    const handlers = failing(new LabError('too-large', 'It has 50 MB.'));
    expect(await answer('files.open', undefined, handlers, never)).toEqual({ ok: false, code: 'too-large', message: 'It has 50 MB.' });
  });

  it('reports any other as a defect, with its first line', async () => {
    const report = vi.fn();
    const error = new Error('broken\n    at somewhere');
    const reply = await answer('files.open', undefined, failing(error), report);
    expect(reply).toEqual({ ok: false, code: 'internal', message: 'Something went wrong inside the lab (files.open): broken' });
    expect(report).toHaveBeenCalledWith(error);
  });
});
