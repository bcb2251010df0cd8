/** Pictures of the window. */
import { filePath } from './documents.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';

/** CSS pixels of the page. */
const coordinate = z.number().min(0).max(limits.pagePixels);
const picturePart = z.object({ x: coordinate, y: coordinate, width: coordinate.min(1), height: coordinate.min(1) });
export type PicturePart = z.infer<typeof picturePart>;
/** Also the file's extension. */
export type PictureKind = 'png' | 'svg';

export const pictureCalls = {
  /** A part of the window as it is seen now, into a PNG file. Asks the person where to; null when they changed their mind. */
  'window.savePicture': { request: z.object({ suggestedName: z.string().min(1).max(limits.nameChars), part: picturePart }), reply: z.object({ path: filePath }).nullable() },
  /** An SVG document that the window has drawn, into a file. Asks as above. */
  'window.saveDrawing': { request: z.object({ suggestedName: z.string().min(1).max(limits.nameChars), svg: z.string().min(1).max(limits.drawingChars) }), reply: z.object({ path: filePath }).nullable() },
} as const;
