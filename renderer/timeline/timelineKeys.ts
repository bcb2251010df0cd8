/** The keys of timeline viewers, as what they do. */
export interface KeyActions {
  /** Share of the width, to the right. */
  pan(share: number): void;
  /** Factor of the time seen: below 1 zooms in. */
  zoom(factor: number): void;
  focusChosen(): void;
  step(direction: 1 | -1): void;
  stepRow(direction: 1 | -1): boolean;
  clear(): void;
  /** Sets a marker. */
  mark(): void;
  search(): void;
  openSource(): void;
  fitAll(): void;
  follow(): void;
}

const panShare = 0.1;
const zoomFactor = 1.3;

/** Does what the key asks for; false when it asks for nothing here, so that others may have it. */
export function handleKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>, act: KeyActions): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case 'w':
      act.zoom(1 / zoomFactor);
      return true;
    case 's':
      act.zoom(zoomFactor);
      return true;
    case 'a':
    case 'ArrowLeft':
      act.pan(-panShare);
      return true;
    case 'd':
    case 'ArrowRight':
      act.pan(panShare);
      return true;
    case 'ArrowUp':
      return act.stepRow(-1);
    case 'ArrowDown':
      return act.stepRow(1);
    case 'f':
      act.focusChosen();
      return true;
    case '.':
      act.step(1);
      return true;
    case ',':
      act.step(-1);
      return true;
    case 'm':
      act.mark();
      return true;
    case '/':
      act.search();
      return true;
    case 'Home':
      act.fitAll();
      return true;
    case 'End':
      act.follow();
      return true;
    case 'Enter':
      act.openSource();
      return true;
    case 'Escape':
      act.clear();
      return true;
    default:
      return false;
  }
}
