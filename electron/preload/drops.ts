/**
 * Files that the person drops onto the window are opened. Their paths go from here to the main process and never through the page: what
 * runs in it can make neither a drop that the browser vouches for nor a file that has a path.
 */
import { ipcRenderer, webUtils } from 'electron';
import { droppedChannel } from '../../shared/ipc/channels.ts';

/** What of the page is needed here; electron/ is checked without the DOM. */
interface DropEvent {
  readonly isTrusted: boolean;
  readonly dataTransfer: { readonly types: readonly string[]; readonly files: Iterable<Parameters<typeof webUtils.getPathForFile>[0]>; dropEffect: string } | null;
  preventDefault(): void;
}
const page = globalThis as unknown as { addEventListener(name: 'dragover' | 'drop', listener: (event: DropEvent) => void, options?: { capture: boolean }): void };

export function followDrops(): void {
  // Without this the browser refuses the drop, or goes to the file.
  page.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
  });
  page.addEventListener('drop', (event) => {
    if (!event.isTrusted || !hasFiles(event)) return;
    event.preventDefault();
    const paths = [...event.dataTransfer!.files].map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    if (paths.length > 0) ipcRenderer.send(droppedChannel, paths);
  }, { capture: true });
}

/** A pane or a piece of text that is dragged is none of it. */
function hasFiles({ dataTransfer }: DropEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
