/**
 * Which threads are the same but for their names, so that states which differ only in who of them stands where need be looked at once: the instances
 * of one declaration, where nothing that the program does can tell them apart (telling.ts). Why that is enough: docs/decisions/0018.
 */
import type { Program } from '../../ir.ts';
import type { Frame } from '../frames.ts';
import type { StepLayout } from '../layout.ts';
import { Flow } from './flow.ts';
import { Guards } from './guards.ts';
import { namesOf, type Names } from './names.ts';
import { type Telling, tellings } from './telling.ts';

/** Threads that may change places: `count` of them, one behind the other. */
export interface Group {
  name: string;
  first: number;
  count: number;
}

export interface Symmetry {
  groups: Group[];
  /** Those whose threads are told apart, and by what. */
  refused: { name: string; why: string }[];
  /** Where a state names threads, and what belongs to each; null without groups. */
  names: Names | null;
}

const NONE: Symmetry = { groups: [], refused: [], names: null };
export const NO_SYMMETRY: Found = { symmetry: NONE, guards: null };

interface Found {
  symmetry: Symmetry;
  guards: Guards | null;
}

interface Tried {
  names: Names;
  guards: Guards;
}

export function symmetryOf(program: Program, frames: ReadonlyMap<string, Frame>, layout: StepLayout): Found {
  const groups = program.memory === 'sc' ? candidates(layout) : [];
  if (groups.length === 0) return NO_SYMMETRY;
  const together = tryGroups(groups, program, frames, layout);
  if ('names' in together) return found(groups, [], together);
  // One by one: what tells the threads of one group apart need be none of another's business.
  const alone = groups.map((group) => ({ group, result: tryGroups([group], program, frames, layout) }));
  const fine = groups.length > 1 ? alone.flatMap(({ group, result }) => ('names' in result ? [group] : [])) : [];
  const result = fine.length > 0 ? tryGroups(fine, program, frames, layout) : together;
  const refused = alone.flatMap(({ group, result: own }) => ('names' in own && 'names' in result ? [] : [{ name: group.name, why: 'names' in own ? together.why : own.why }]));
  return 'names' in result ? found(fine, refused, result) : { symmetry: { ...NONE, refused }, guards: null };
}

function found(groups: Group[], refused: Symmetry['refused'], { names, guards }: Tried): Found {
  return { symmetry: { groups, refused, names }, guards };
}

function candidates(layout: StepLayout): Group[] {
  const groups: Group[] = [];
  layout.threads.forEach(({ kind, fn, instance, name }, first) => {
    const count = layout.threads.filter((t, i) => i >= first && t.fn === fn && t.kind === kind).length;
    if (kind === 'thread' && instance === 0 && count > 1) groups.push({ name: name.replace(/\/0$/, ''), first, count });
  });
  return groups;
}

function tryGroups(groups: readonly Group[], program: Program, frames: ReadonlyMap<string, Frame>, layout: StepLayout): Tried | { why: string } {
  const flow = new Flow({ program, frames, layout, groups: groups.map(({ first, count }) => Array.from({ length: count }, (_, i) => first + i)) });
  const [telling] = tellings(flow);
  const names = telling === undefined ? namesOf(flow, groups, program, frames, layout) : null;
  return names ? { names, guards: new Guards(flow, names, program) } : { why: telling ? inWords(telling, program) : 'a word may be taken for two kinds of names, or a name for an address' };
}

function inWords({ why, site }: Telling, { sites }: Program): string {
  const at = sites[site];
  return at ? `${at.fn} (${at.file}:${at.line}): ${why}` : why;
}
