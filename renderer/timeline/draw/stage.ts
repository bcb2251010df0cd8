/** The two stacked canvases and one frame on them. It keeps nothing but what spares work: each frame is drawn from its state. */
import { type Palette, paletteOf } from '../view/palette.ts';
import { Scene } from '../view/scene.ts';
import { compose, type Frame } from './composition.ts';
import { type Painter, painterFor } from './painter.ts';
import { axisHeight, TextLayer } from './textLayer.ts';

export class Stage {
  private readonly painter: Painter;
  private readonly text: TextLayer;
  private readonly scene = new Scene();
  private palette: Palette = paletteOf('light');
  private scale = 1;

  constructor(
    private readonly rectCanvas: HTMLCanvasElement,
    private readonly textCanvas: HTMLCanvasElement,
  ) {
    this.painter = painterFor(rectCanvas);
    this.text = new TextLayer(textCanvas.getContext('2d')!, textCanvas);
  }

  get kind(): Painter['kind'] {
    return this.painter.kind;
  }

  /** Size of the text canvas in CSS pixels; the rectangles begin below the axis. */
  resize(width: number, height: number, scale: number): void {
    this.scale = scale;
    this.textCanvas.width = this.rectCanvas.width = Math.max(1, Math.round(width * scale));
    this.textCanvas.height = Math.max(1, Math.round(height * scale));
    this.rectCanvas.height = Math.max(1, this.textCanvas.height - Math.round(axisHeight * scale));
  }

  draw(frame: Frame): void {
    if (this.palette.theme !== frame.theme) this.palette = paletteOf(frame.theme);
    const overlay = compose(frame, this.scene, this.rectCanvas, this.scale, this.palette);
    this.painter.paint(this.scene.rects, this.palette.background);
    this.text.draw(overlay);
  }

  /** Waits until the last frame is really drawn; for measuring. */
  finish(): void {
    this.painter.finish();
  }

  dispose(): void {
    this.painter.dispose();
  }
}

