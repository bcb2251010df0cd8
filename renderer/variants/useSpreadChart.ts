/** A uPlot chart of figures with their spread: a line for each name, on it its runs, its ends and its middle. */
import uPlot from 'uplot';
import { onMounted, watch, type Ref } from 'vue';
import { usePlot } from '../charts/usePlot.ts';
import { themeValues } from '../theme/themeValues.ts';

export interface SpreadRow {
  name: string;
  /** A colour's name in the theme. */
  colour: string;
  /** One for each run. */
  values: readonly number[];
  median: number;
}

const dotRadius = 2.5;
const half = 7;

export function useSpreadChart(container: Readonly<Ref<HTMLElement | null>>, rows: () => readonly SpreadRow[], format: (value: number) => string): void {
  const { draw } = usePlot(container, (element, width, height) => {
    if (width < 160 || height < 60 || rows().length === 0) return null;
    return new uPlot(options(rows(), format, width, height), [rows().map((_, i) => i), rows().map(({ values }) => Math.max(...values, 0))], element);
  });
  onMounted(() => void watch(rows, draw, { flush: 'post' }));
}

/** Names go down the left; figures along the top, where they are seen of a long list, too. */
function options(rows: readonly SpreadRow[], format: (value: number) => string, width: number, height: number): uPlot.Options {
  const colour = themeValues();
  const axis = { stroke: colour('text-dim'), font: `11px ${colour('font-ui')}`, ticks: { show: false } };
  const longest = Math.max(...rows.map(({ name }) => name.length));
  return {
    width,
    height,
    padding: [0, 16, 8, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, ori: 1, dir: -1, range: [-0.5, rows.length - 0.5] }, y: { ori: 0, dir: 1, range: (_chart, _least, most) => [0, most > 0 ? most * 1.05 : 1] } },
    axes: [
      { ...axis, side: 3, size: longest * 6.5 + 16, gap: 8, grid: { show: false }, splits: () => rows.map((_, i) => i), values: () => rows.map(({ name }) => name) },
      { ...axis, side: 0, size: 26, space: 56, grid: { stroke: colour('line'), width: 1 }, values: (_chart, splits) => splits.map(format) },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: { draw: [(chart) => rows.forEach((row, i) => drawRow(chart, row, i, colour(row.colour)))] },
  };
}

function drawRow(chart: uPlot, { values, median }: SpreadRow, row: number, colour: string): void {
  if (values.length === 0) return;
  const { ctx } = chart;
  const scale = devicePixelRatio;
  const y = chart.valToPos(row, 'x', true);
  const x = (value: number): number => chart.valToPos(value, 'y', true);
  const line = (fromX: number, fromY: number, toX: number, toY: number, thick: number): void => {
    ctx.lineWidth = thick * scale;
    ctx.beginPath();
    ctx.moveTo(fromX, fromY);
    ctx.lineTo(toX, toY);
    ctx.stroke();
  };
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.globalAlpha = 0.25;
  ctx.fillRect(x(0), y - half * scale, x(median) - x(0), 2 * half * scale);
  ctx.globalAlpha = 1;
  line(x(Math.min(...values)), y, x(Math.max(...values)), y, 1);
  line(x(median), y - half * scale, x(median), y + half * scale, 2);
  for (const value of values) {
    ctx.beginPath();
    ctx.arc(x(value), y, dotRadius * scale, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}
