/** Runs a scenario written in a test on real worker threads, by the built worker (`npm run build`). */
import { buildScenario, type ScenarioInput } from '../../../../electron/engine/compile';
import type { LiveSession, LiveSessionOptions } from '../../../../electron/engine/live/options';
import { createLiveSession } from '../../../../electron/engine/live/session';
import type { LiveImage, LiveOptions } from '../../../../shared/dialect/compile';
import type { SessionResult, SessionSample } from '../../../../shared/trace/session';

export const liveWorkerUrl = new URL('../../../../out/main/live-worker.js', import.meta.url);

/** `program`: a protocol and switches instead of what the text says. */
export function imageOf(text: string, options: Partial<LiveOptions> = {}, program: Pick<ScenarioInput, 'protocol' | 'config'> = {}): LiveImage {
  const scenario = { path: 'test.scenario.ts', text: text.includes('scenario(') ? text : `scenario({ title: 'test' });\n${text}` };
  const { image, diagnostics } = buildScenario({ scenario, ...program }, { mode: 'throughput', checks: 'full', ...options });
  if (!image) throw new Error(diagnostics.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return image;
}

export function start(text: string, options: Partial<LiveSessionOptions> & { live?: Partial<LiveOptions> } = {}): LiveSession {
  const { live, ...session } = options;
  return createLiveSession({ image: imageOf(text, live), workerUrl: liveWorkerUrl, seed: 1, ...session });
}

/** A counter's total, by its name. */
export function counterOf(image: LiveImage, { counters }: SessionSample, name: string): number {
  return counters[image.program.counters.indexOf(name)] ?? 0;
}

/** To its end. */
export function play(text: string, options: Parameters<typeof start>[1] = {}): Promise<SessionResult> {
  return start(text, options.iterations === undefined ? { durationMs: 200, ...options } : options).result;
}

/** Starts a session and stops it at the first sample that `when` accepts. */
export async function stopWhen(text: string, when: (sample: SessionSample) => boolean): Promise<SessionResult> {
  const session = start(text, { sampleMs: 10, onSample: (sample) => when(sample) && session.stop() });
  return session.result;
}
