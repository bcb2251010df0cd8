/** Where what is said beside the pointer goes: to its right and below, unless it would not be seen whole there. All in CSS pixels of the window. */
interface Size {
  width: number;
  height: number;
}

/** From the pointer, which covers what is right below it, and from the window's edges. */
const right = 12;
const below = 14;
const margin = 8;

export function besidePointer(pointer: { x: number; y: number }, tip: Size, window: Size): { left: number; top: number } {
  return { left: along(pointer.x, right, tip.width, window.width), top: along(pointer.y, below, tip.height, window.height) };
}

function along(at: number, gap: number, length: number, end: number): number {
  const fits = at + gap + length <= end - margin;
  return Math.max(margin, fits ? at + gap : at - margin - length);
}
