/** A uPlot chart in an element: follows its size and the theme, and shows what it is given. */
import uPlot from 'uplot';
import { watch, type Ref } from 'vue';
import { themeValues } from '../theme/themeValues.ts';
import { labelSpace } from './labelSpace.ts';
import { usePlot } from './usePlot.ts';

export interface ChartSpec {
  series: readonly { label: string; colour: string; fill?: boolean; dash?: number[] }[];
  /** How values are written on the axis. */
  format: (value: number) => string;
  /** What follows a value in the legend. */
  unit?: string;
  log?: boolean;
}

export function useChart(
  container: Readonly<Ref<HTMLElement | null>>,
  spec: ChartSpec,
  data: () => uPlot.AlignedData,
  /** Changes when the data has. */
  revision: () => unknown,
): void {
  const hasRoom = (width: number, height: number): boolean => width >= 40 && height >= 40;
  const { plot } = usePlot(
    container,
    (element, width, height) => (hasRoom(width, height) ? new uPlot(options(spec, width, height - legendHeight), data(), element) : null),
    (chart, width, height) => hasRoom(width, height) && chart.setSize({ width, height: height - legendHeight }),
  );
  watch(revision, () => plot()?.setData(data()));
}

const legendHeight = 24;

/** Of the lines that a logarithmic axis could have, those at powers of ten: with all of them little room is grey. */
const decades: uPlot.Axis.Filter = (_chart, splits) => splits.map((value) => (Number.isInteger(Math.log10(value)) ? value : null));

function options({ series, format, unit = '', log = false }: ChartSpec, width: number, height: number): uPlot.Options {
  const colour = themeValues();
  const axis = {
    stroke: colour('text-dim'),
    font: `11px ${colour('font-ui')}`,
    grid: { stroke: colour('line'), width: 1 },
    ticks: { stroke: colour('line'), width: 1, size: 4 },
  };
  return {
    width,
    height,
    padding: [8, 18, 0, 0],
    cursor: { y: false, points: { size: 5 } },
    scales: { x: { time: false, range: (_chart, least, most) => [least ?? 0, most ?? 1] }, y: log ? { distr: 3, range: (_chart, least, most) => (least > 0 && most > 0 ? uPlot.rangeLog(least, most, 10, true) : [100, 1e6]) } : { range: (_chart, _least, most) => [0, most > 0 ? most * 1.08 : 1] } },
    axes: [
      { ...axis, size: 26, values: (_chart, splits) => splits.map((seconds) => `${seconds} s`) },
      { ...axis, size: 58, space: (_chart, _axis, _least, _most, height) => labelSpace(height), ...(log && { grid: { ...axis.grid, filter: decades }, ticks: { ...axis.ticks, filter: decades } }), values: (_chart, splits) => splits.map((value) => (value === null ? '' : format(value))) },
    ],
    series: [
      { label: 'Time', value: (_chart, value) => (value === null ? '' : `${value.toFixed(1)} s`) },
      ...series.map(({ label, colour: name, fill, dash }) => ({
        label,
        stroke: colour(name),
        width: 1.5,
        spanGaps: true,
        // One value alone is no line yet.
        points: { show: (_chart: uPlot, _series: number, first: number, last: number) => first === last, size: 5 },
        value: (_chart: uPlot, value: number | null) => (value === null ? '' : format(value) + unit),
        ...(fill && { fill: `${colour(name)}22` }),
        ...(dash && { dash }),
      })),
    ],
  };
}
