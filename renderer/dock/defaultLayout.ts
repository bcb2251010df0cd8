/**
 * The layout a person starts with.
 * ```
 *   ┌─────────┬───────────────────┬──────────────┐
 *   │ library │ editor            │ address space│
 *   │         │                   │ threads      │
 *   │         │                   │ session      │
 *   │         ├───────────────────┼──────────────┤
 *   │         │ timeline explore  │ counters     │
 *   │         │ player catalogue  │ latencies    │
 *   │         │ contention …      │ inspector    │
 *   └─────────┴───────────────────┴──────────────┘
 * ```
 */
import type { AddPanelPositionOptions, DockviewApi } from 'dockview-vue';
import { panels, type PanelId } from './panels.ts';

export function arrangeDefault(api: DockviewApi): void {
  const { width, height } = api;
  // The upper limits are those of a screen of 3840 × 2160: of what is more, the editor and the lanes beside them make the most.
  const side = clamp(width * 0.17, 180, 380);
  const right = clamp(width * 0.29, 280, 960);
  const bottom = clamp(height * 0.42, 180, 900);

  add(api, 'editor');
  // It has tabs of its own, so its group shows none, and takes in no other pane.
  const editorGroup = api.getPanel('editor')!.group;
  editorGroup.model.header.hidden = true;
  editorGroup.locked = true;
  add(api, 'library', { referencePanel: 'editor', direction: 'left' });
  add(api, 'addressSpace', { referencePanel: 'editor', direction: 'right' });
  add(api, 'threads', { referencePanel: 'addressSpace', direction: 'within' });
  add(api, 'session', { referencePanel: 'addressSpace', direction: 'within' });
  add(api, 'timeline', { referencePanel: 'editor', direction: 'below' });
  add(api, 'explore', { referencePanel: 'timeline', direction: 'within' });
  add(api, 'player', { referencePanel: 'timeline', direction: 'within' });
  add(api, 'catalogue', { referencePanel: 'timeline', direction: 'within' });
  add(api, 'mutants', { referencePanel: 'timeline', direction: 'within' });
  add(api, 'contention', { referencePanel: 'timeline', direction: 'within' });
  add(api, 'compare', { referencePanel: 'timeline', direction: 'within' });
  add(api, 'variants', { referencePanel: 'timeline', direction: 'within' });
  add(api, 'problems', { referencePanel: 'timeline', direction: 'within' });
  add(api, 'counters', { referencePanel: 'addressSpace', direction: 'below' });
  add(api, 'latencies', { referencePanel: 'counters', direction: 'within' });
  add(api, 'inspector', { referencePanel: 'counters', direction: 'within' });

  api.getPanel('library')?.group.api.setSize({ width: side });
  api.getPanel('addressSpace')?.group.api.setSize({ width: right });
  api.getPanel('timeline')?.group.api.setSize({ height: bottom });
  api.getPanel('counters')?.group.api.setSize({ height: bottom });
  api.getPanel('editor')?.api.setActive();
}

function add(api: DockviewApi, id: PanelId, position?: AddPanelPositionOptions): void {
  const { title } = panels.find((panel) => panel.id === id)!;
  // The first of a group is in front; to put each there in turn would have the dock measured as often.
  api.addPanel({ id, title, component: id, inactive: true, ...(position && { position }) });
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(Math.max(value, least), most));
}
