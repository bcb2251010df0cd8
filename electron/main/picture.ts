/** A part of the window as a picture. */
import type { BrowserWindow } from 'electron';
import type { PicturePart } from '../../shared/ipc/picture.ts';
import { LabError } from '../../shared/ipc/reply.ts';

/** PNG, of as many pixels as the screen shows. Throws `LabError`. */
export async function pictureOf({ webContents }: BrowserWindow, { x, y, width, height }: PicturePart): Promise<Uint8Array> {
  const zoom = webContents.getZoomFactor();
  const [left, top] = [Math.round(x * zoom), Math.round(y * zoom)];
  const image = await webContents.capturePage({ x: left, y: top, width: Math.round((x + width) * zoom) - left, height: Math.round((y + height) * zoom) - top });
  if (image.isEmpty()) throw new LabError('not-possible', 'There is no picture of a window that is not shown. Bring it to the front, and try again.');
  return image.toPNG();
}
