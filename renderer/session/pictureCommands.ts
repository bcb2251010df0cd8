/** The timeline as a picture. */
import type { Command } from '../commands/commands.ts';
import { call } from '../ipc/client.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';
import { useSession } from '../stores/session.ts';
import { useTimeline } from '../stores/timeline.ts';

export function pictureCommands(): Command[] {
  const layout = useLayout();
  const notices = useNotices();
  const session = useSession();
  const timeline = useTimeline();

  /** What is seen of the lanes, with their names and the axis. */
  async function save(): Promise<void> {
    layout.reveal('timeline', false);
    // A pane that was behind another one is drawn first.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const seen = layout.elementOf('timeline')?.querySelector('[data-picture]');
    if (!seen) return;
    const { x, y, width, height } = seen.getBoundingClientRect();
    const name = (session.recordedAs ?? session.meta?.title ?? 'timeline').replace(/\.faultline$/, '').replaceAll(/[^\p{L}\p{N} ._()-]/gu, '_');
    const saved = await call('window.savePicture', { suggestedName: `${name.slice(0, 100)}.png`, part: { x, y, width, height } });
    if (saved) notices.info(`Saved ${saved.path}.`);
  }

  return [{ id: 'timeline.savePicture', title: 'Timeline: Save as a Picture (PNG)…', enabled: () => timeline.model !== null, run: save }];
}
