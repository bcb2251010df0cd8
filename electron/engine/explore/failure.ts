/** What stopped an explored step, in words. */
import { FAIL } from '../../../shared/dialect/live/abi.ts';
import { SEARCH_FAIL } from '../../../shared/dialect/step/abi.ts';
import { MOST_BUFFERED, MOST_STORES } from '../../../shared/dialect/step/weak/models.ts';
import type { Program } from '../../../shared/dialect/ir.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Pool, StepLayout } from '../../../shared/dialect/step/layout.ts';
import { valueText } from '../../../shared/dialect/value-text.ts';
import type { Violation, ViolationKind } from '../../../shared/explore/verdict.ts';
import { withoutChecks } from '../../../shared/report/place-text.ts';
import { Names } from '../replay/names.ts';

/** Thrown out of the search's code. `kind` is null when it is no fault of the program but a bound that was met. */
export class SearchFailure extends Error {
  readonly kind: ViolationKind | null;
  readonly reason: string;

  constructor(readonly code: number | null, readonly site: number, readonly a: number, readonly b: number, reason = '') {
    super(reason || `failure ${code}`);
    this.kind = code === null ? null : (KINDS.get(code) ?? null);
    this.reason = reason || (BOUNDS.get(code ?? -1) ?? `failure ${code}`);
  }
}

/** Thrown where setting up cannot go on. */
export class SetupWaits extends SearchFailure {
  constructor(fn: string) {
    super(null, -1, 0, 0, `${fn} waits for something that cannot happen before the threads start`);
  }
}

/** Thrown by a search in which identical threads were to change places: a word that names one is used as something else, too, so that they cannot. */
export class NamesMixed extends Error {}

/** Why a search ends: what it stores takes as many bytes as it may. */
export const HEAVY = 'what is stored takes as much memory as it may (--max-memory)';

const BOUNDS = new Map<number, string>([
  [SEARCH_FAIL.pool, 'more objects were allocated than the search has room for (--objects)'], [SEARCH_FAIL.full, 'the memory for states is full (--max-states)'],
  [SEARCH_FAIL.buffer, `more than ${MOST_BUFFERED} stores wait in a thread's store buffer`],
  [SEARCH_FAIL.stores, `there are more than ${MOST_STORES} stores that not every thread knows of`],
  [SEARCH_FAIL.choices, 'a step can be taken in more ways than the search tells apart: what is picked there, multiplied, is more than 1,048,576'],
  [SEARCH_FAIL.bound, 'the properties cannot remember enough to go on'],
]);

/** Why there is no verdict: of a failure whose `kind` is null. */
export function boundMet({ code, a, reason }: Pick<SearchFailure, 'code' | 'a' | 'reason'>, { messages }: StepImage): string {
  return code === SEARCH_FAIL.bound ? (messages[a] ?? reason) : reason;
}

/** In an explored program FAIL.stopped is a loop that never comes to a step. */
const KINDS = new Map<number, ViolationKind>([
  [FAIL.assert, 'assertion'], [FAIL.useAfterFree, 'use-after-free'], [FAIL.nullPointer, 'null-pointer'], [FAIL.wildPointer, 'wild-pointer'],
  [FAIL.bounds, 'bounds'], [FAIL.stopped, 'endless-loop'], [FAIL.badFree, 'bad-free'], [FAIL.badCallback, 'bad-callback'],
  [FAIL.divisionByZero, 'division-by-zero'], [SEARCH_FAIL.property, 'property'], [SEARCH_FAIL.leak, 'leak'], [SEARCH_FAIL.reached, 'line-reached'],
]);

/** `stack`: all calls, for who knows them; else those that were inlined. */
export function describeFailure(failure: SearchFailure, image: StepImage, stack = inlined(failure, image)): Pick<Violation, 'kind' | 'property' | 'message' | 'stack'> {
  // Not the observer that noticed it, nor what that called, but what it was watching.
  const observer = stack.findIndex(({ fn }) => image.program.observers.some((o) => o.fn === fn));
  const at = observer >= 0 ? stack[observer + 1] : failure.kind !== 'property' ? withoutChecks(stack)[0] : undefined;
  const where = at ? ` in ${at.fn} (${at.file}:${at.line})` : '';
  return { kind: failure.kind ?? 'assertion', property: propertyOf(failure, image), message: `${wording(failure, image)}${where}`, stack };
}

function inlined({ site }: SearchFailure, { program }: StepImage): Violation['stack'] {
  const stack: Violation['stack'] = [];
  for (let s = site; s >= 0; ) {
    const { fn, file, line, caller } = program.sites[s]!;
    stack.push({ fn, file, line });
    s = caller;
  }
  return stack;
}

/** The property that a deadlock violates, if the program has one for it. */
export function deadlockProperty({ properties }: Program): string | null {
  return properties.find((p) => p.deadlock)?.name ?? null;
}

/** The name of the property that was checked, or that stands for the use of a freed object. */
function propertyOf({ kind, a }: SearchFailure, { program, layout }: StepImage): string | null {
  if (kind === 'property') return program.properties[a]!.name;
  const struct = kind === 'use-after-free' || kind === 'bad-free' ? poolOf(a, layout)?.struct : undefined;
  return struct === undefined ? null : (program.properties.find((p) => p.lifetimes.includes(struct))?.name ?? null);
}

function wording({ kind, a, b }: SearchFailure, image: StepImage): string {
  switch (kind) {
    case 'assertion': return `assertion failed: ${image.messages[a] ?? ''}`;
    case 'property': {
      const { name, title, sentence } = image.program.properties[a]!;
      return `${name} ${title}: ${sentence}${b === 0 ? '' : ` (${aboutText(b, image)})`}`;
    }
    case 'use-after-free': {
      const local = new Names(image).localAt(a);
      return local ? `use after ${local.fn} returned: ${local.name}` : `use after free: ${objectAt(a, image)}`;
    }
    case 'line-reached': return 'the line is reached';
    case 'null-pointer': return 'an access through NULL';
    case 'wild-pointer': return `an access to memory that was never allocated (${a})`;
    case 'bounds': return `index ${a} is outside 0 … ${b - 1}`;
    case 'bad-free': return a === 0 ? 'free of NULL' : b === 1 ? `a second free of ${objectAt(a, image)}` : `free of what is not an allocated object (${new Names(image).object(a)})`;
    case 'division-by-zero': return 'a division by zero';
    case 'leak': return `${objectAt(a, image)} is still allocated when all has ended`;
    case 'bad-callback': return 'a call of what is not a callback';
    default: return 'an endless loop, or one of more rounds than are waited for';
  }
}

/** `vm_area_struct #0` for an address in a pool. */
function objectAt(address: number, { layout }: StepImage): string {
  const pool = poolOf(address, layout);
  return pool ? `${pool.struct} #${Math.floor((address - pool.base) / pool.stride)}` : String(address);
}

/** What a check shows: an object, or a number, which may be an address. */
function aboutText(about: number, image: StepImage): string {
  return about > 0 && !poolOf(about, image.layout) ? valueText({ kind: 'ulong' }, about, () => undefined, []) : objectAt(about, image);
}

function poolOf(address: number, { pools }: StepLayout): Pool | undefined {
  return pools.find((p) => address >= p.base && address < p.base + p.count * p.stride);
}
