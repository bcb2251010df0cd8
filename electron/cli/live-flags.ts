/** The flags that decide what live code is made. */
import type { LiveOptions } from '../../shared/dialect/compile.ts';
import { oneOf, SOURCE_OPTIONS } from './flags.ts';

export const LIVE_OPTIONS = {
  ...SOURCE_OPTIONS,
  mode: { type: 'string', default: 'trace' },
  checks: { type: 'string' },
  output: { type: 'string', short: 'o' },
} as const;

export function liveOptions(values: { mode: string; checks?: string | undefined }): Pick<LiveOptions, 'mode' | 'checks'> {
  const mode = oneOf('mode', values.mode, ['trace', 'throughput']);
  // Figures should mean something where figures are what is asked for.
  const usual = mode === 'trace' ? 'full' : 'quarantine';
  return { mode, checks: oneOf('checks', values.checks ?? usual, ['full', 'quarantine']) };
}
