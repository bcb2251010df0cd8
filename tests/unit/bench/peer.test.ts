import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { compile, headerOf, preparedMemory } from '../../bench/live/lab';
import { loads } from '../../bench/live/loads.mjs';
import { buildPeer } from '../../bench/live/peer.mjs';

const gcc = spawnSync('gcc', ['--version']).status === 0;
const scenario = new URL('../../bench/scenarios/faults.scenario.ts', import.meta.url);

// The program's static assertions compare its structs with the compiler's.
it.skipIf(!gcc)('with gcc: compiles the C peer of the live benchmark against the kernel as it is, and runs it on the memory that setup leaves', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'faultline-peer-'));
  try {
    const image = compile(await readFile(scenario, 'utf8'), { ...loads[0]!.config, THREADS: 2 }, { mode: 'throughput', checks: 'quarantine' });
    const run = await buildPeer(folder, headerOf(image), preparedMemory(image));
    const { faults, ns, cpuNs } = await run(1, 20);
    for (const figure of [faults, ns, cpuNs]) expect(figure).toBeGreaterThan(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
