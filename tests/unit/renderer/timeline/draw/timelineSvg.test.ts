import { expect, it } from 'vitest';
import { createTimelineModel } from '../../../../../renderer/timeline/model/timelineModel.ts';
import { arrowsOf } from '../../../../../renderer/timeline/view/arrows.ts';
import { layoutOf } from '../../../../../renderer/timeline/view/layout.ts';
import { timelineSvg } from '../../../../../renderer/timeline/draw/timelineSvg.ts';
import { chunk, eventNames } from '../trace.ts';

const ruler = { font: '', measureText: (text: string) => ({ width: text.length * 6 }) as TextMetrics };

/** A fault from 100 to 900 ns in a thread of this name, that waits from 200 to 600. */
function drawn(thread: string, title = 'x', marked = [500]): string {
  const model = createTimelineModel({ threads: [{ index: 0, name: thread, kind: 'thread' }], events: [...eventNames], sites: [] });
  model.append(chunk([100, 'fault:begin'], [200, 'mmap_lock.wait:begin'], [600, 'mmap_lock.wait:end'], [900, 'fault:end']));
  const layout = layoutOf(model.lanes);
  return timelineSvg(
    { model, layout, view: { start: 0, nsPerPixel: 1, width: 1000 }, scroll: 0, theme: 'light', zero: 0, range: { start: 300, end: 400 }, markers: marked.map((time) => ({ label: 'A', time })), arrows: arrowsOf(layout, 0, 1000, 1000), chosen: null },
    { width: 1000, height: 200 }, title, ruler,
  );
}

it('has a rectangle for each slice, its name, the lane’s, the axis and what is marked', () => {
  const svg = drawn('fault/0');
  expect(svg).toMatch(/^<svg [^>]*width="1184" height="200"/);
  expect(svg).toMatch(/<rect x="100" y="\d+" width="79\d" height="18" fill="#08766a"\/>/);
  expect(svg).toMatch(/<rect x="200" y="\d+" width="399" height="12" fill="#c2185b"\/>/);
  for (const text of ['fault/0', 'operation', 'mmap_lock', '>fault<', 'mmap_lock.wait', '>A<', '0.4 µs']) expect(svg).toContain(text);
  expect(svg).toContain('<rect x="300" y="24" width="100" height="176" fill="#08766a" fill-opacity="0.13"/>');
});

it('puts a marker’s flag left of its line, where it covers no time of the axis; at the left edge, within what is seen', () => {
  const flags = [...drawn('fault/0', 'x', [0, 500]).matchAll(/<rect x="([\d.-]+)" y="0" width="16" height="14"/g)].map(([, x]) => Number(x));
  expect(flags).toEqual([0, 485]);
});

it('takes names for texts', () => {
  const svg = drawn('</text><script>alert(1)</script>', '"><script>alert(1)</script>');
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;');
});
