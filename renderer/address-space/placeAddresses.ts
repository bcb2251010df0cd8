/** Where the addresses of VMAs go, beside the picture: as many as can be read. */

/** Of a VMA that is higher, the address is at its top. */
const high = 13;
/** From one baseline to the next. */
const lineHeight = 11;
/** From the top of a letter to its baseline. */
const ascent = 9;

/** @param vmas from the top down. @returns baselines, in that order; null: there is no room for it. */
export function placeAddresses(vmas: readonly { top: number; height: number }[], height: number): (number | null)[] {
  const places = vmas.map((vma) => (vma.height >= high ? vma.top + 10 : null));
  let last = -Infinity;
  vmas.forEach((vma, i) => {
    if (places[i] === null) {
      const next = places.find((y, other) => other > i && y !== null) ?? Infinity;
      const y = Math.min(Math.max(vma.top + vma.height / 2 + 4, ascent), height);
      if (y >= last + lineHeight && y <= next - lineHeight) places[i] = y;
    }
    last = places[i] ?? last;
  });
  return places;
}
