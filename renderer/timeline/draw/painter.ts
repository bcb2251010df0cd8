/** Puts rectangles on a canvas: by WebGL2, or by the 2D context where there is none. */
import type { Rects } from '../view/rects.ts';
import { PlainPainter } from './plainPainter.ts';
import { WebglPainter } from './webglPainter.ts';

export interface Painter {
  readonly kind: 'webgl2' | '2d';
  /** `background`: packed as in `Palette`. */
  paint(rects: Rects, background: number): void;
  /** Waits until everything asked for is drawn; for measuring. */
  finish(): void;
  dispose(): void;
}

/** @throws {Error} when the canvas already has a context of another kind. */
export function painterFor(canvas: HTMLCanvasElement): Painter {
  // An opaque canvas without smoothing: rectangles are on whole pixels, and software renderers pay for both.
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power' });
  if (gl) return new WebglPainter(canvas, gl);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This canvas can be drawn on neither by WebGL2 nor by 2D.');
  return new PlainPainter(canvas, context);
}
