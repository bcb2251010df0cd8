/** Draws into the elements of an SVG document. */
import { escapeXml } from '../../../shared/recording/export/svg/document.ts';
import type { Pen } from './pen.ts';

type Style = Pen['fillStyle'];

export class SvgPen implements Pen {
  fillStyle: Style = '#000000';
  strokeStyle: Style = '#000000';
  lineWidth = 1;
  font = '';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  /** Texts begin at their `x`, or end there. */
  textAlign: 'start' | 'end' = 'start';
  private readonly elements: string[] = [];
  private path = '';

  /** @param ruler knows how wide texts are. */
  constructor(private readonly ruler: Pick<Pen, 'font' | 'measureText'>) {}

  /** What has been drawn. */
  toString(): string {
    return this.elements.join('\n');
  }

  setTransform(): void {}

  clearRect(): void {}

  fillRect(x: number, y: number, width: number, height: number): void {
    this.elements.push(`<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" ${paint('fill', this.fillStyle)}/>`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.elements.push(`<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" fill="none" ${this.stroked}/>`);
  }

  /** In the middle of `y`: the only baseline that frames use. */
  fillText(text: string, x: number, y: number): void {
    this.elements.push(`<text x="${number(x)}" y="${number(y)}" dy="0.35em"${this.textAlign === 'end' ? ' text-anchor="end"' : ''} ${paint('fill', this.fillStyle)}>${escapeXml(text)}</text>`);
  }

  measureText(text: string): TextMetrics {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  beginPath(): void {
    this.path = '';
  }

  moveTo(x: number, y: number): void {
    this.path += `M${number(x)} ${number(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `L${number(x)} ${number(y)}`;
  }

  bezierCurveTo(...points: number[]): void {
    this.path += `C${points.map(number).join(' ')}`;
  }

  stroke(): void {
    this.elements.push(`<path d="${this.path}" fill="none" ${this.stroked}/>`);
  }

  fill(): void {
    this.elements.push(`<path d="${this.path}Z" ${paint('fill', this.fillStyle)}/>`);
  }

  private get stroked(): string {
    return `${paint('stroke', this.strokeStyle)} stroke-width="${number(this.lineWidth)}"`;
  }
}

/** To a tenth of a pixel. */
function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A colour as older readers of SVG know it: `rgb(8 118 106 / 13%)` is a colour and an opacity. */
function paint(what: 'fill' | 'stroke', style: Style): string {
  const [, red, green, blue, opacity] = /^rgb\((\d+) (\d+) (\d+)(?: \/ (\d+)%)?\)$/.exec(String(style)) ?? [];
  if (red === undefined) return `${what}="${String(style)}"`;
  const hex = [red, green, blue].map((part) => Number(part).toString(16).padStart(2, '0')).join('');
  return `${what}="#${hex}"${opacity === undefined ? '' : ` ${what}-opacity="${Number(opacity) / 100}"`}`;
}
