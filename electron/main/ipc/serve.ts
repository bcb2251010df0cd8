/** Electron's side of the contract: only the lab's own main frame is answered. */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { callNames, channel, type PushName } from '../../../shared/ipc/channels.ts';
import type { PushPayload } from '../../../shared/ipc/contract.ts';
import { isLabUrl } from '../app-url.ts';
import { answer, type Handlers } from './answer.ts';

export function serveCalls(handlers: Handlers): void {
  for (const name of callNames) {
    ipcMain.handle(channel(name), (event, request: unknown) => {
      if (!isOwnMainFrame(event)) return { ok: false, code: 'not-allowed', message: 'Only the window of the lab is answered.' };
      return answer(name, request, handlers, (error) => console.error(`${name}:`, error));
    });
  }
}

export function push<N extends PushName>(contents: WebContents, name: N, payload: PushPayload<N>): void {
  if (!contents.isDestroyed()) contents.send(channel(name), payload);
}

export function isOwnMainFrame(event: Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isLabUrl(frame.url);
}
