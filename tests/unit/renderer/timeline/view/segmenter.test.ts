import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpenSlices } from '../../../../../shared/trace/openSlices.ts';
import type { Pyramid } from '../../../../../renderer/timeline/model/pyramid.ts';
import { strengths } from '../../../../../renderer/timeline/view/columnSums.ts';
import { type PixelRange, Segmenter } from '../../../../../renderer/timeline/view/segmenter.ts';
import { mixed, type Segments } from '../../../../../renderer/timeline/view/segments.ts';
import { drawnSlices, pyramidOf } from '../trace.ts';

/** A letter for each pixel: capital where a slice has it for itself, small where several share it, `.` where nothing is. */
function picture({ count, from, to, category, slice }: Segments, width: number): string {
  const pixels = new Array<string>(width).fill('.');
  for (let i = 0; i < count; i++) {
    const letter = String.fromCharCode((slice[i] === mixed ? 97 : 65) + category[i]!);
    pixels.fill(letter, from[i], to[i]);
  }
  return pixels.join('');
}

/** With columns of one pixel, unless said otherwise. */
function seen(pyramid: Pyramid, nsPerPixel: number, left = 0, width = 30, columnPixels = 1): string {
  return picture(new Segmenter(columnPixels).run({ pyramid, open: null, depth: 0 }, { left, width, nsPerPixel }, 0), width);
}

describe('a row’s pixels', () => {
  const slices = 'aaaa..bb.aaaaaa....b.b.b.a';
  const pyramid = pyramidOf(drawnSlices(slices), 2);

  it('are the slices themselves where each has a pixel or more', () => {
    expect(seen(pyramid, 10)).toBe('AAAA..BB.AAAAAA....B.B.B.A....');
    expect(seen(pyramid, 5, 12, 20)).toBe('BBBB..AAAAAAAAAAAA..');
  });

  it('are what took the most time where slices share one', () => {
    //                                   aaaa ..bb .aaa aaa. ...b .b.b .a
    expect(seen(pyramid, 40, 0, 8)).toBe('ABAABbA.');
  });

  it('are summed up in columns of more pixels, while wider slices keep their edges', () => {
    //                                       aaaa|..bb|.aaa|aaa.|...b|.b.b|.a
    expect(seen(pyramid, 20, 0, 14, 2)).toBe('AABB.AAABBbbAA');
    expect(seen(pyramidOf(drawnSlices('..aaaaa..b'), 2), 10, 0, 10, 2)).toBe('..AAAAA.BB');
  });

  it('do not change when the view moves by whole pixels', () => {
    const whole = seen(pyramid, 40, 0, 8);
    for (let left = 1; left < 8; left++) expect(seen(pyramid, 40, left, 8 - left)).toBe(whole.slice(left));
  });

  it('show a lonely slice, however short', () => {
    expect(seen(pyramidOf([{ start: 500, end: 501, category: 1 }], 2), 100, 0, 10)).toBe('.....B....');
  });

  it('show the first category of those that take no time', () => {
    const instants = [{ start: 1, end: 1, category: 1 }, { start: 2, end: 2, category: 1 }, { start: 3, end: 3, category: 0 }, { start: 25, end: 25, category: 1 }];
    expect(seen(pyramidOf(instants, 2), 10, 0, 4)).toBe('a.B.');
  });

  it('reach to now where a slice has not ended', () => {
    const open = new OpenSlices();
    open.begin(1, 60, 0, 0, 0);
    const segments = new Segmenter(1).run({ pyramid: pyramidOf(drawnSlices('aaa'), 2), open, depth: 0 }, { left: 0, width: 12, nsPerPixel: 10 }, 90);
    expect(picture(segments, 12)).toBe('AAA...BBB...');
  });

  it('are as strong as the time that was taken', () => {
    const strengthOf = (busy: number): number => {
      const slices = Array.from({ length: 10 }, (_, i) => ({ start: i * 10, end: i * 10 + busy, category: 0 }));
      return new Segmenter(1).run({ pyramid: pyramidOf(slices, 1), open: null, depth: 0 }, { left: 0, width: 1, nsPerPixel: 100 }, 0).strength[0]!;
    };
    expect([strengthOf(0.1), strengthOf(5), strengthOf(10)]).toEqual([1, 5, strengths]);
  });

  it('show what is forgotten by its sums', () => {
    const pyramid = pyramidOf(drawnSlices('aaaaa.....'.repeat(16)), 1);
    while (pyramid.slices.hasFullChunk) pyramid.slices.forgetOldestChunk();
    // Sixteen slices, 100 ns apart, known only as two sums of eight, the second up to the last slice's end.
    expect(seen(pyramid, 50, 0, 34)).toBe(`${'a'.repeat(15)}.${'a'.repeat(15)}...`);
  });
});

describe('any row', () => {
  const row = fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.nat(2)), { maxLength: 400 }).map((parts) => {
    let time = 0;
    return parts.map(([pause, duration, category]) => ({ start: (time += pause), end: (time += duration), category }));
  });
  const range: fc.Arbitrary<PixelRange> = fc.record({ left: fc.nat(20), width: fc.integer({ min: 1, max: 200 }), nsPerPixel: fc.integer({ min: 1, max: 500 }) });

  const columnPixels = fc.integer({ min: 1, max: 3 });

  it('gives segments in order, within the view, that do not overlap', () => {
    fc.assert(
      fc.property(row, range, columnPixels, (slices, view, columnWidth) => {
        const { count, from, to } = new Segmenter(columnWidth).run({ pyramid: pyramidOf(slices, 3), open: null, depth: 0 }, view, 0);
        let last = 0;
        for (let i = 0; i < count; i++) {
          expect(from[i]!).toBeGreaterThanOrEqual(last);
          expect(to[i]!).toBeGreaterThan(from[i]!);
          last = to[i]!;
        }
        expect(last).toBeLessThanOrEqual(view.width);
      }),
    );
  });

  it('leaves no slice of the view unseen, and draws nothing where nothing was, give or take a column', () => {
    fc.assert(
      fc.property(row, range, columnPixels, (slices, view, columnWidth) => {
        const pixels = picture(new Segmenter(columnWidth).run({ pyramid: pyramidOf(slices, 3), open: null, depth: 0 }, view, 0), view.width);
        const pixelOf = (time: number): number => Math.floor(time / view.nsPerPixel) - view.left;
        const near = new Set<number>();
        for (const { start, end } of slices) {
          const [first, last] = [pixelOf(start), pixelOf(end)];
          for (let pixel = Math.max(first - columnWidth, 0); pixel <= Math.min(last + columnWidth, view.width); pixel++) near.add(pixel);
          if (first < columnWidth || first >= view.width - columnWidth) continue;
          expect(pixels.slice(first - columnWidth, first + columnWidth + 1)).toMatch(/[^.]/);
        }
        for (const [pixel, letter] of [...pixels].entries()) if (!near.has(pixel)) expect(letter).toBe('.');
      }),
    );
  });
});
