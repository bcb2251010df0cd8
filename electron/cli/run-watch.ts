/** Follows a session for `faultline run`: prints its header and progress, counts its events, feeds the recording. */
import { machineFacts } from '../recordings/machine.ts';
import type { RecordingWriter } from '../recordings/writer.ts';
import type { LiveSessionOptions } from '../engine/live/options.ts';
import type { RecordedSource } from '../../shared/recording/contents.ts';
import { kernelOf } from '../../shared/variants/kernel.ts';
import { EVENT_BYTES } from '../../shared/trace/events.ts';
import type { SessionMeta } from '../../shared/trace/session.ts';
import type { Host } from './host.ts';
import { Progress } from './progress.ts';
import { amount, printable, protocolText } from './text.ts';

export type RunLimits = Pick<LiveSessionOptions, 'durationMs' | 'iterations'>;

interface Watched {
  limits: RunLimits;
  scenario: RecordedSource;
  recording: RecordingWriter | null;
  /** No header, no progress. */
  quiet: boolean;
}

export class RunWatch {
  meta!: SessionMeta;
  events = 0;
  private progress: Progress | null = null;

  constructor(
    private readonly host: Host,
    private readonly watched: Watched,
  ) {}

  listeners(): Required<Pick<LiveSessionOptions, 'onMeta' | 'onSample' | 'onEvents'>> {
    const { recording } = this.watched;
    return {
      onMeta: (meta) => this.begin(meta),
      onSample: (sample) => {
        void recording?.sample(sample);
        this.progress?.show(sample);
      },
      onEvents: async (chunk) => {
        this.events += chunk.length / EVENT_BYTES;
        // What cannot be written is told when the recording is finished.
        await recording?.events(chunk).catch(() => {});
      },
    };
  }

  end(): void {
    this.progress?.clear();
  }

  private begin(meta: SessionMeta): void {
    this.meta = meta;
    const { recording, scenario, limits, quiet } = this.watched;
    const { durationMs = null, iterations = null } = limits;
    const sources = [scenario, ...kernelOf(meta.protocol)];
    void recording?.begin({ faultline: this.host.version, session: meta, machine: machineFacts(), durationMs, iterations }, sources);
    if (quiet) return;
    this.host.stdout.write(header(this.host.version, meta));
    this.progress = new Progress(this.host.stderr, meta);
  }
}

function header(version: string, { title, protocol, mode, checks, seed, config, threads }: SessionMeta): string {
  const count = (kind: string): number => threads.filter((each) => each.kind === kind).length;
  const switches = Object.entries(config).map(([name, value]) => `${name}=${value === true ? 'y' : value === false ? 'n' : value}`);
  const kernel = protocol === 'none' && count('kthread') === 0 ? '' : ` and ${count('kthread')} of the kernel`;
  return `Faultline ${version}: ${printable(title)}
  ${protocolText(protocol)}, ${amount(count('thread'), 'thread')}${kernel}, ${mode} mode, ${checks} checks, seed ${seed}
${switches.length > 0 ? `  ${switches.join(' ')}\n` : ''}
`;
}
