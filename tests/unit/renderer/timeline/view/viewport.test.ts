import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centred, endOf, fitted, following, panned, resized, timeAt, type Viewport, zoomed } from '../../../../../renderer/timeline/view/viewport.ts';

const bounds = { from: 0, to: 1_000_000 };
const view: Viewport = { start: 100_000, nsPerPixel: 100, width: 1000 };
const pixelOf = (seen: Viewport, time: number): number => (time - seen.start) / seen.nsPerPixel;

describe('a viewport', () => {
  it('turns pixels into times and back', () => {
    expect(timeAt(view, 250)).toBe(125_000);
    expect(pixelOf(view, 125_000)).toBe(250);
    expect(endOf(view)).toBe(200_000);
  });

  it('keeps the time at the pointer while it zooms', () => {
    const closer = zoomed(view, 0.5, 400, bounds);
    expect(closer.nsPerPixel).toBe(50);
    expect(timeAt(closer, 400)).toBeCloseTo(timeAt(view, 400));
  });

  it('fits a range with a margin, and all of a session', () => {
    const part = fitted(view, 300_000, 500_000, 0.1, bounds);
    expect([pixelOf(part, 300_000), pixelOf(part, 500_000)]).toEqual([100, 900]);
    const all = fitted(view, 0, 1_000_000, 0, bounds);
    expect([all.start, endOf(all)]).toEqual([0, 1_000_000]);
  });

  it('centres without scaling, unless it would not fit', () => {
    expect(centred(view, 500_000, 500_100, bounds)).toMatchObject({ nsPerPixel: 100, start: 450_050 });
    const wide = centred(view, 0, 800_000, bounds);
    expect([pixelOf(wide, 0), pixelOf(wide, 800_000)]).toEqual([100, 900]);
  });

  it('follows the newest time near its right edge, from the session’s start at first', () => {
    expect(pixelOf(following(view, 700_000), 700_000)).toBeCloseTo(960);
    expect(following(view, 20_000).start).toBe(0);
  });

  it('keeps its left edge when its width changes', () => {
    expect(resized(view, 500)).toEqual({ ...view, width: 500 });
  });

  it('always shows part of the session and never more than twice of it, whatever one does', () => {
    const move = fc.oneof(
      fc.tuple(fc.constant('pan' as const), fc.integer({ min: -5000, max: 5000 })),
      fc.tuple(fc.constant('zoom' as const), fc.double({ min: 0.01, max: 100, noNaN: true })),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        let now = view;
        for (const [kind, by] of moves) now = kind === 'pan' ? panned(now, by, bounds) : zoomed(now, by, 500, bounds);
        expect(now.start).toBeLessThan(bounds.to);
        expect(endOf(now)).toBeGreaterThan(bounds.from);
        expect(now.nsPerPixel).toBeGreaterThanOrEqual(0.1);
        expect(now.nsPerPixel * now.width).toBeLessThanOrEqual(10_000 * 1000);
      }),
    );
  });
});
