/** What is drawn: the lanes as they are looked at now, on the canvases and as an SVG document. */
import { ref, shallowRef, watch } from 'vue';
import type { Frame } from './draw/composition.ts';
import { timelineSvg } from './draw/timelineSvg.ts';
import type { TimelineModel } from './model/timelineModel.ts';
import type { Choice } from './useChoice.ts';
import type { useGoing } from './useGoing.ts';
import type { Lanes } from './useLanes.ts';
import type { Look } from './useLook.ts';
import type { Markers } from './useMarkers.ts';
import { useStage, type StageElements } from './useStage.ts';
import { arrowsOf } from './view/arrows.ts';
import type { Theme } from './view/palette.ts';
import { statementOf } from './view/statement.ts';
import { endOf } from './view/viewport.ts';

export interface Subject {
  look: Look;
  choice: Choice;
  markers: Markers;
  layout: Lanes['layout'];
  chosenRow: ReturnType<typeof useGoing>['chosenRow'];
  model(): TimelineModel | null;
  theme(): Theme;
  /** Moments besides its own markers, ns. */
  marks(): readonly { label: string; time: number }[];
  /** Where the time axis begins, ns. */
  zero(): number;
}

export function usePicture(elements: StageElements, { look, choice, markers, layout, chosenRow, model, theme, marks, zero }: Subject) {
  /** What it holds and what it does not, in words. */
  const statement = shallowRef<string[]>([]);
  /** The model's version that is on the screen. */
  const shown = ref(0);
  const { size, canvasTurn, askForFrame } = useStage(elements, look, frame);

  function frame(): Frame | null {
    const current = model();
    if (!current) return null;
    if (shown.value !== current.version) {
      shown.value = current.version;
      statement.value = statementOf(current);
    }
    const row = chosenRow();
    const target = choice.details.value && choice.target.value;
    return {
      model: current,
      layout: layout.value,
      view: look.view.value,
      scroll: elements.scroller.value?.scrollTop ?? 0,
      theme: theme(),
      zero: zero(),
      range: choice.range.value,
      markers: [...marks(), ...markers.list.value],
      arrows: arrowsOf(layout.value, look.view.value.start, endOf(look.view.value), current.now),
      chosen: row && target ? { ...target, top: row.top, height: row.height } : null,
    };
  }

  /** What is seen as an SVG document; null: nothing. */
  function svg(title: string): string | null {
    const seen = frame();
    return seen && timelineSvg(seen, size.value, title, document.createElement('canvas').getContext('2d')!);
  }

  watch([look.view, choice.range, choice.place, layout, markers.list, theme, marks, zero], askForFrame);

  return { size, canvasTurn, askForFrame, statement, shown, svg };
}
