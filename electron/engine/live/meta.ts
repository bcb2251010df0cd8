/** What a session says about itself at its start. */
import type { LiveImage } from '../../../shared/dialect/live/image.ts';
import type { SessionMeta, ThreadInfo } from '../../../shared/trace/session.ts';

export function sessionMeta(image: LiveImage, seed: number, startedAt: Date, threads: readonly ThreadInfo[]): SessionMeta {
  const { program, options } = image;
  return {
    title: program.scenario.title,
    protocol: program.scenario.protocol,
    config: program.config,
    mode: options.mode,
    checks: options.checks,
    seed,
    sourceHash: program.sourceHash,
    startedAt: startedAt.toISOString(),
    threads: [...threads],
    events: program.events,
    counters: program.counters,
    histograms: program.histograms,
    sites: program.sites,
    structs: [...program.structs.values()],
    globals: program.globals.map(({ name, size, valueType }) => ({ name, size, type: valueType, address: image.layout.globals[name]! })),
    callbacks: program.callbacks,
  };
}
