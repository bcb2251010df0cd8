/**
 * The lab's side of the live benchmark: compiles the load, runs it in the lab's own engine, and writes down for the C peer
 * where everything lies. Bundled by build.mjs.
 */
import { buildScenario } from '../../../electron/engine/compile.ts';
import { createLiveSession } from '../../../electron/engine/live/session.ts';
import { CONTROL, HISTOGRAM, THREAD, THREADS_BASE } from '../../../shared/dialect/live/abi.ts';
import type { LiveImage, LiveOptions } from '../../../shared/dialect/live/image.ts';
import { initialiseMemory } from '../../../shared/dialect/live/layout.ts';
import type { SessionSample } from '../../../shared/trace/session.ts';

export interface Measured {
  faults: number;
  /** What they took, ns. */
  ns: number;
  /** CPU time of the whole process meanwhile, ns. */
  cpuNs: number;
  /** Trace events written or lost meanwhile, per second of the run; 0 in throughput mode. */
  events: number;
}

export function compile(text: string, config: Record<string, boolean | number>, options: LiveOptions, protocol?: string): LiveImage {
  const { image, diagnostics } = buildScenario({ scenario: { path: 'faults.scenario.ts', text }, config, protocol }, options);
  if (!image) throw new Error(diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`).join('\n'));
  return image;
}

/** One session; counts what happens between the end of the warm-up and the end, as the C peer does. Times in ms. */
export async function measure(image: LiveImage, workerUrl: URL, warmUp: number, duration: number): Promise<Measured> {
  const counter = image.program.counters.indexOf('FAULT');
  let begin: SessionSample | undefined;
  let end: SessionSample | undefined;
  let origin: number | undefined;
  let events = 0;
  let cpu: NodeJS.CpuUsage | undefined;
  let cpuNs = 0;
  const session = createLiveSession({
    image, workerUrl, seed: 1, durationMs: warmUp + duration,
    onSample: (sample) => {
      if (sample.phase !== 'running') return;
      origin ??= sample.time;
      if (sample.time - origin >= warmUp * 1e6) {
        begin ??= sample;
        cpu ??= process.cpuUsage();
        const { user, system } = process.cpuUsage(cpu);
        cpuNs = (user + system) * 1e3;
      }
      end = sample;
    },
    onEvents: (chunk) => {
      events += chunk.length / 24;
    },
  });
  const result = await session.result;
  await session.delivered;
  if (result.outcome !== 'ok') throw new Error(result.diagnoses.map((d) => d.message).join('\n') || result.checks.note);
  if (!begin || !end || begin === end) throw new Error('the measured time is too short for two samples');
  return {
    faults: end.counters[counter]! - begin.counters[counter]!,
    ns: end.time - begin.time,
    cpuNs,
    events: (events + result.final.threads.reduce((n, t) => n + t.dropped, 0)) / (result.runMs / 1000),
  };
}

/** The memory as kernel_init and setup leave it, up to the last object. */
export function preparedMemory(image: LiveImage): Uint8Array {
  const { layout, program, wasm } = image;
  const memory = new WebAssembly.Memory({ initial: layout.pages, maximum: layout.pages, shared: true });
  const words = new Int32Array(memory.buffer);
  initialiseMemory(words, program, layout);
  words[(THREADS_BASE + THREAD.random) / 4] = 1;
  const fail = (kind: number): never => {
    throw new Error(`setup failed (${kind})`);
  };
  const env = { memory, now: () => 0, fail, block: THREADS_BASE, thread: 0, instance: 0, stop: CONTROL.stop };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env });
  for (const name of ['kernel_init', 'setup']) (exports[name] as () => void)();
  return new Uint8Array(memory.buffer).slice(0, words[CONTROL.heapNext / 4]);
}

/** lab.h: the layout and the load's numbers as C constants. */
export function headerOf(image: LiveImage): string {
  const { layout, program } = image;
  const constants: Record<string, number> = {
    LAB_BYTES: layout.pages * 65536,
    LAB_THREADS_BASE: THREADS_BASE,
    LAB_THREAD_STRIDE: layout.threadStride,
    LAB_HISTOGRAMS: layout.histograms,
    LAB_HISTOGRAM_bytes: HISTOGRAM.bytes,
    LAB_QUARANTINE: layout.quarantine,
    LAB_SIZES: layout.sizes,
    LAB_SHADOW_BASE: layout.shadowBase,
    LAB_FREE_LINKS: layout.freeLinks,
    LAB_HEAP_BASE: layout.heapBase,
    LAB_HEAP_END: layout.heapEnd,
    LAB_CONTROL_heapNext: CONTROL.heapNext,
    LAB_CONTROL_freeLists: CONTROL.freeLists,
    LAB_THREAD_counters: THREAD.counters,
    LAB_THREAD_sampling: THREAD.sampling,
    LAB_THREAD_random: THREAD.random,
    LAB_THREAD_iterations: THREAD.iterations,
  };
  for (const [name, address] of Object.entries(layout.globals)) constants[`LAB_GLOBAL_${name}`] = address;
  program.counters.forEach((name, i) => (constants[`LAB_COUNTER_${name}`] = i));
  program.histograms.forEach((name, i) => (constants[`LAB_HISTOGRAM_${name.replaceAll('.', '_')}`] = i));
  layout.structNames.forEach((name, i) => (constants[`LAB_STRUCT_${name}`] = i));
  for (const { name, size, fields } of program.structs.values()) {
    constants[`LAB_SIZEOF_${name}`] = size;
    for (const field of fields) constants[`LAB_OFFSETOF_${name}__${field.name}`] = field.offset;
  }
  for (const name of ['THREADS', 'VMAS', 'PAGES', 'DONTNEED']) constants[name] = Number(program.config[name]);
  const lines = Object.entries(constants).map(([name, value]) => `#define ${name} ${value}u`);
  return ['/* Written by the lab: see tests/bench/live/lab.ts. */', '#pragma once', ...lines, ''].join('\n');
}
