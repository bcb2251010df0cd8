/** What of a 2D context frames are drawn with: a canvas has it, and so has a drawing (svgPen.ts). */
export type Pen = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'strokeStyle' | 'lineWidth' | 'font' | 'textBaseline' | 'setTransform' | 'clearRect' | 'fillRect' | 'strokeRect' | 'fillText' | 'measureText' | 'beginPath' | 'moveTo' | 'lineTo' | 'bezierCurveTo' | 'stroke' | 'fill'
>;

/** Pixels of what is drawn on. */
export interface Size {
  width: number;
  height: number;
}
