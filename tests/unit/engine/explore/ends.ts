/** The ends of a program: the states that a search has stored and from which nothing goes on. */
import { createHash } from 'node:crypto';
import { openSpace } from '../../../../electron/engine/explore/boot.ts';
import type { SearchEnd, SearchOptions } from '../../../../electron/engine/explore/covers.ts';
import { search } from '../../../../electron/engine/explore/search.ts';
import type { Space } from '../../../../electron/engine/explore/space.ts';
import { FOREVER } from '../../../../shared/dialect/ir.ts';
import type { StepImage } from '../../../../shared/dialect/step/emit.ts';
import { RECORD } from '../../../../shared/dialect/step/layout.ts';
import { FIRST_PLACE } from '../../../../shared/dialect/step/tables.ts';

const LIMIT_MS = 3_600_000;

/** Every state by itself, and all of it: symmetry renames threads, and what is looked for are the very states. `ends`: a hash of each. */
export async function searchAndEnds(image: StepImage, reduction: 'none' | 'full', how: Partial<SearchOptions> = {}): Promise<{ end: SearchEnd; ends: Set<string> }> {
  const space = openSpace(image);
  const end = await search(image, { objects: 8, limitMs: LIMIT_MS, signal: new AbortController().signal, onProgress: () => {}, reduction, symmetry: 'none', ...how }, space);
  return { end, ends: end.outcome === 'verified' ? endsIn(space, image) : new Set() };
}

/** Whether it ever ends. */
export function comesToAnEnd({ layout }: StepImage): boolean {
  return layout.threads.every(({ kind, repeat }) => kind !== 'thread' || repeat !== FOREVER);
}

function endsIn(space: Space, { layout }: StepImage): Set<string> {
  const code = space.code(0);
  const { words } = space;
  const work = space.own(0, 'work');
  const owing = layout.threads.filter(({ kind }) => kind === 'thread' || kind === 'boot').map(({ record }) => work + (record + RECORD.pc) / 4);
  space.set('crew', 1);
  for (const word of ['reduce', 'sleeps'] as const) space.setControl(0, word, 0);
  const ends = new Set<string>();
  for (let place = FIRST_PLACE, after = space.next('states'); place < after; place++) {
    const root = space.at('roots', place * 8);
    if (words[root] === 0 && words[root + 1] === 0) continue;
    code.$show(place);
    if (owing.some((pc) => words[pc] !== 0)) continue;
    const state = Uint8Array.from(new Uint8Array(words.buffer, work * 4, layout.size));
    // The kernel's own threads may still have something to do.
    if (code.$successors(place) === 0) ends.add(createHash('sha256').update(state).digest('base64'));
  }
  return ends;
}
