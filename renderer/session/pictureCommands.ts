/** The timeline as a picture, or as a drawing. */
import type { Command, Need } from '../commands/commands.ts';
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

  const title = (): string => session.recordedAs ?? session.meta?.title ?? 'timeline';
  const fileName = (extension: string): string => `${title().replace(/\.faultline$/, '').replaceAll(/[^\p{L}\p{N} ._()-]/gu, '_').slice(0, 100)}.${extension}`;
  const needs: Need = { what: 'a session in trace mode', met: () => timeline.model !== null };

  /** A pane that was behind another one is drawn first. */
  async function show(): Promise<void> {
    layout.reveal('timeline', false);
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  }

  /** What is seen of the lanes, with their names and the axis. */
  async function savePicture(): Promise<void> {
    await show();
    const seen = layout.elementOf('timeline')?.querySelector('[data-picture]');
    if (!seen) return;
    const { x, y, width, height } = seen.getBoundingClientRect();
    tell(await call('window.savePicture', { suggestedName: fileName('png'), part: { x, y, width, height } }));
  }

  async function saveDrawing(): Promise<void> {
    await show();
    const svg = timeline.drawing?.(title());
    if (svg) tell(await call('window.saveDrawing', { suggestedName: fileName('svg'), svg }));
  }

  function tell(saved: { path: string } | null): void {
    if (saved) notices.info(`Saved ${saved.path}.`);
  }

  return [
    { id: 'timeline.savePicture', title: 'Timeline: Save as a Picture (PNG)…', needs, run: savePicture },
    { id: 'timeline.saveDrawing', title: 'Timeline: Save as a Drawing (SVG)…', needs, run: saveDrawing },
  ];
}
