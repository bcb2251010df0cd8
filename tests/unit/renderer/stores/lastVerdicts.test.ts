import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { Explorations } from '../../../../electron/main/explore/explorations.ts';
import { createHandlers } from '../../../../electron/main/handlers.ts';
import type { Lab } from '../../../../electron/main/lab.ts';
import { answer } from '../../../../electron/main/ipc/answer.ts';
import { writesSettled } from '../../../../electron/main/state/json-file.ts';
import { LabState } from '../../../../electron/main/state/lab-state.ts';
import { defaultExploreLimits } from '../../../../shared/ipc/explore-limits.ts';
import type { Subject } from '../../../../renderer/explore/subject.ts';
import type { call } from '../../../../renderer/ipc/client.ts';
import { useExploration } from '../../../../renderer/stores/exploration.ts';
import { useLastVerdicts } from '../../../../renderer/stores/lastVerdicts.ts';
import { compiler } from '../../compiler-thread.ts';

// The window's stores on the main process's own handlers, a real search and real files.
let explorations: Explorations;
let folder: string;
let state: LabState;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-verdicts-'));
  state = new LabState(folder);
  explorations = new Explorations(new URL('../../../../out/main/explore-worker.js', import.meta.url), compiler);
  const handlers = createHandlers({ explorations, state } as Lab);
  vi.stubGlobal('window', { faultline: { call: (name: Parameters<typeof call>[0], request: unknown) => answer(name, request, handlers, (error) => { throw error; }), listen() {} } });
  setActivePinia(createPinia());
});
afterEach(async () => {
  explorations.abandon();
  vi.unstubAllGlobals();
  await writesSettled();
  await rm(folder, { recursive: true, force: true });
});

const textOf = (body: string): string => `scenario({ title: 'x', protocol: 'none' });\nlet x: int;\nthread('t', { instances: 2 }, () => { ${body} });\n`;
const [fine, broken] = [textOf('x = 1;'), textOf("x = x + 1; assert(x < 2, 'one');")];

async function explore(documentId: string, text: string, more: Partial<Subject> = {}): Promise<void> {
  const limits = defaultExploreLimits;
  const subject = { documentId, name: documentId, text, config: {}, limits, goal: null, properties: [], checked: null, ...more };
  await useExploration().explore({ scenario: { path: 'scenarios/x.ts', text }, config: {}, limits, properties: null }, subject);
  await nextTick();
}

describe('the last verdict on a scenario', () => {
  it('stays when another is explored, and after the lab has ended', async () => {
    const verdicts = useLastVerdicts();
    await explore('untitled:1', fine);
    await explore('file:/b.ts', broken);
    const seen = () => [useLastVerdicts().of('untitled:1', fine)?.kind, useLastVerdicts().of('file:/b.ts', broken)?.kind];
    expect(seen()).toEqual(['verified', 'violated']);
    await writesSettled();
    setActivePinia(createPinia());
    expect(seen()).toEqual([undefined, undefined]);
    useLastVerdicts().restore((await new LabState(folder).verdicts.read()).kept);
    expect(seen()).toEqual(['verified', 'violated']);
    expect(useLastVerdicts().of('file:/b.ts', broken)).toEqual(verdicts.of('file:/b.ts', broken));
  });

  it('stays when a cell of the catalogue, or a mutant, is explored on the same text', async () => {
    const verdicts = useLastVerdicts();
    await explore('untitled:1', fine);
    const own = verdicts.of('untitled:1', fine);
    await explore('untitled:1', fine, { recorded: { protocol: 'none' }, config: { FIXED: true } });
    expect(verdicts.of('untitled:1', fine)).toBe(own);
  });

  it('says nothing of another text, nor of another document', async () => {
    const verdicts = useLastVerdicts();
    await explore('untitled:1', fine);
    expect(verdicts.of('untitled:1', `${fine}// more\n`)).toBeNull();
    expect(verdicts.of('untitled:2', fine)).toBeNull();
    // The newer text has a verdict of its own; the older one has none any more.
    await explore('untitled:1', broken);
    expect([verdicts.of('untitled:1', fine), verdicts.of('untitled:1', broken)?.kind]).toEqual([null, 'violated']);
    await writesSettled();
    expect((await state.verdicts.read()).kept).toHaveLength(1);
  });
});
