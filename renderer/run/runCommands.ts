/** What there is to be done with the session. */
import type { Command } from '../commands/commands.ts';
import { useSession } from '../stores/session.ts';
import { useSettings } from '../stores/settings.ts';
import { useRun } from './useRun.ts';

export function runCommands(): Command[] {
  const { start, stop } = useRun();
  const session = useSession();
  const { settings } = useSettings();
  return [
    { id: 'run.start', title: 'Run: Start', keys: ['Ctrl+Enter', 'F5'], needs: { what: 'the session that runs to be stopped first', met: () => !session.live }, run: start },
    { id: 'run.stop', title: 'Run: Stop', keys: ['Shift+F5'], needs: { what: 'a session that runs', met: () => session.live }, run: stop },
    { id: 'run.trace', title: 'Run: Trace Mode (every event, for the timeline)', run: () => void (settings.mode = 'trace') },
    { id: 'run.throughput', title: 'Run: Throughput Mode (figures only, full speed)', run: () => void (settings.mode = 'throughput') },
  ];
}
