/** What is seen of the lanes as an SVG document: their names, the axis, and the same frame as on the canvases. */
import { escapeXml } from '../../../shared/recording/export/svg/document.ts';
import { laneGeometry } from '../view/layout.ts';
import { paletteOf, surfaces } from '../view/palette.ts';
import { Scene } from '../view/scene.ts';
import { compose, type Frame } from './composition.ts';
import type { Pen, Size } from './pen.ts';
import { paintPlain } from './plainPainter.ts';
import { SvgPen } from './svgPen.ts';
import { axisHeight, font, TextLayer } from './textLayer.ts';

/** CSS pixels of the lanes' names, as in timeline.css. */
const names = 184;
const inset = 8;

/** @param size of the canvases, CSS pixels. */
export function timelineSvg(frame: Frame, size: Size, title: string, ruler: Pick<Pen, 'font' | 'measureText'>): string {
  const palette = paletteOf(frame.theme);
  const scene = new Scene();
  const lanes = { width: size.width, height: Math.max(1, size.height - axisHeight) };
  const overlay = compose(frame, scene, lanes, 1, palette);
  const [rects, above] = [new SvgPen(ruler), new SvgPen(ruler)];
  paintPlain(rects, lanes, scene.rects, palette.background);
  new TextLayer(above, size).draw(overlay);
  const width = names + size.width;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${size.height}" viewBox="0 0 ${width} ${size.height}" role="img" aria-label="${escapeXml(title)}" style="font: ${font.replaceAll('"', "'")}">
<title>${escapeXml(title)}</title>
<svg width="${names}" height="${size.height}">
${headers(frame, size.height, ruler)}
</svg>
<svg x="${names}" y="${axisHeight}" width="${lanes.width}" height="${lanes.height}">
${rects}
</svg>
<svg x="${names}" width="${size.width}" height="${size.height}">
${above}
</svg>
</svg>
`;
}

function headers({ layout, scroll, theme }: Frame, height: number, ruler: Pick<Pen, 'font' | 'measureText'>): string {
  const pen = new SvgPen(ruler);
  const surface = surfaces[theme];
  pen.fillStyle = surface.background;
  pen.fillRect(0, 0, names, height);
  for (const [index, { lane, top, height: laneHeight, rows }] of layout.lanes.entries()) {
    const y = top - scroll + axisHeight;
    if (y + laneHeight < axisHeight || y > height) continue;
    pen.fillStyle = index % 2 === 0 ? surface.lane : surface.laneOdd;
    pen.fillRect(0, y, names, laneHeight);
    pen.fillStyle = surface.line;
    pen.fillRect(0, y + laneHeight - 1, names, 1);
    pen.fillStyle = surface.text;
    pen.fillText(lane.thread.name, inset, y + laneGeometry.padding + laneGeometry.sliceHeight / 2);
    pen.fillStyle = surface.faint;
    pen.textAlign = 'end';
    for (const { row, top: rowTop, height: rowHeight } of rows) {
      if (row.depth > 0) continue;
      pen.fillText(row.kind.label, names - inset, rowTop - scroll + axisHeight + rowHeight / 2);
    }
    pen.textAlign = 'start';
  }
  pen.fillStyle = surface.laneOdd;
  pen.fillRect(0, 0, names, axisHeight);
  pen.fillStyle = surface.line;
  pen.fillRect(0, axisHeight - 1, names, 1);
  pen.fillRect(names - 1, 0, 1, height);
  return pen.toString();
}
