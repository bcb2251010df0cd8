/**
 * What a register or a word of memory may hold, as far as it matters when threads change places.
 *
 * ```
 *   nothing ─┬─ constants ─┬─ unmoved ── number ─┐      numbers, and addresses of what stays where it is: nothing happens to them
 *            │             ├─ pointer ───────────┼─ mixed      maybe into what belongs to a thread, and moves with it
 *            ├─ array      └─ code ──────────────┘             names a thread: (number + bias) × times, and less than `times` more
 * ```
 */
import type { BinaryOp } from '../../ir.ts';

export type Kind =
  | { is: 'nothing' | 'unmoved' | 'number' | 'pointer' | 'mixed' }
  | { is: 'constants'; values: readonly number[] }
  /** The address of a global array. */
  | { is: 'array'; global: string }
  | Code;

export interface Code {
  is: 'code';
  times: number;
  bias: number;
}

export const NOTHING: Kind = { is: 'nothing' };
export const UNMOVED: Kind = { is: 'unmoved' };
export const NUMBER: Kind = { is: 'number' };
export const POINTER: Kind = { is: 'pointer' };
export const MIXED: Kind = { is: 'mixed' };
export const TRUTH: Kind = { is: 'constants', values: [0, 1] };
/** The thread's number itself. */
export const THREAD: Code = { is: 'code', times: 1, bias: 0 };

export const constant = (value: number): Kind => ({ is: 'constants', values: [value] });
const MOST_CONSTANTS = 6;
/** No address is that small, nor negative (layout.ts). */
const LEAST_ADDRESS = 64;

export function sameKind(a: Kind, b: Kind): boolean {
  if (a === b) return true;
  if (a.is !== b.is) return false;
  if (a.is === 'constants' && b.is === 'constants') return a.values.length === b.values.length && a.values.every((v) => b.values.includes(v));
  if (a.is === 'array' && b.is === 'array') return a.global === b.global;
  return a.is !== 'code' || b.is !== 'code' || (a.times === b.times && a.bias === b.bias);
}

/** The thread that a value of this kind names; maybe none that there is. */
export function threadOf(value: number, { times, bias }: Pick<Code, 'times' | 'bias'>): number {
  return Math.floor(value / times) - bias;
}

/** Kinds among threads of which some may change places. */
export class Kinds {
  /** `moves`: whether a thread of this number may change places with another. */
  constructor(private readonly moves: (thread: number) => boolean) {}

  /** What is of one kind or of the other. */
  join(a: Kind, b: Kind): Kind {
    if (a.is === 'nothing' || sameKind(a, b)) return b;
    if (b.is === 'nothing') return a;
    if (a.is === 'constants' && b.is === 'constants') {
      const values = [...new Set([...a.values, ...b.values])];
      return values.length > MOST_CONSTANTS ? NUMBER : { is: 'constants', values };
    }
    if (a.is === 'constants') return this.withConstants(b, a.values);
    if (b.is === 'constants') return this.withConstants(a, b.values);
    const both = new Set([a.is, b.is]);
    if (both.has('unmoved') && both.has('number')) return NUMBER;
    return both.has('unmoved') && both.has('pointer') ? POINTER : MIXED;
  }

  private withConstants(kind: Kind, values: readonly number[]): Kind {
    switch (kind.is) {
      case 'number': case 'mixed': return kind;
      case 'unmoved': return values.every(isNoAddress) ? kind : NUMBER;
      case 'pointer': return values.every(isNoAddress) ? kind : MIXED;
      case 'code': return values.every((v) => this.isNobody(v, kind)) ? kind : MIXED;
      default: return MIXED;
    }
  }

  /** Whether a number stays what it is when it is taken for a name. */
  isNobody(value: number, code: Code): boolean {
    return value < 0 || !this.moves(threadOf(value, code));
  }

  /** What may be computed and looked at whoever is who. */
  isPlain(kind: Kind): boolean {
    return kind.is === 'nothing' || kind.is === 'constants' || kind.is === 'unmoved' || kind.is === 'number' || kind.is === 'array';
  }

  /** Whether it may be compared with zero. */
  isTestable(kind: Kind): boolean {
    return this.isPlain(kind) || kind.is === 'pointer' || (kind.is === 'code' && this.isNobody(0, kind));
  }

  /** Whether two values are equal just when they are after threads have changed places. */
  areComparable(a: Kind, b: Kind): boolean {
    if (a.is === 'nothing' || b.is === 'nothing' || (this.isPlain(a) && this.isPlain(b))) return true;
    const joined = this.join(a.is === 'array' ? UNMOVED : a, b.is === 'array' ? UNMOVED : b);
    return joined.is === 'pointer' || joined.is === 'code';
  }

  /** Of `a op b`; `mixed` where the result would depend on who is who. */
  binary(op: BinaryOp, a: Kind, b: Kind): Kind {
    if (a.is === 'nothing' || b.is === 'nothing') return NOTHING;
    if (a.is === 'mixed' || b.is === 'mixed') return MIXED;
    if (op === 'eq' || op === 'ne') return this.areComparable(a, b) ? TRUTH : MIXED;
    const [c] = b.is === 'constants' && b.values.length === 1 ? b.values : [];
    if (a.is === 'code') return c === undefined ? this.withFlags(op, a, b) : codeWith(op, a, c);
    if (b.is === 'code') return op === 'add' || op === 'or' || op === 'mul' ? this.binary(op, b, a) : MIXED;
    const adds = op === 'add' || op === 'sub';
    if (a.is === 'pointer') return (adds && isOffset(b)) ? POINTER : MIXED;
    if (b.is === 'pointer') return op === 'add' && isOffset(a) ? POINTER : MIXED;
    if (isComparison(op)) return TRUTH;
    if (isAddress(a) && isOffset(b) && (adds || op === 'and' || op === 'or')) return UNMOVED;
    if (isAddress(b) && isOffset(a) && op === 'add') return UNMOVED;
    return op === 'and' && c !== undefined && c >= 0 && c < MOST_CONSTANTS ? { is: 'constants', values: Array.from({ length: c + 1 }, (_, i) => i) } : NUMBER;
  }

  /** A name with bits from elsewhere below it. */
  private withFlags(op: BinaryOp, a: Code, b: Kind): Kind {
    return op === 'or' && isPowerOfTwo(a.times) && b.is === 'constants' && b.values.every((v) => v >= 0 && v < a.times) ? a : MIXED;
  }
}

function isNoAddress(value: number): boolean {
  return value < LEAST_ADDRESS;
}

function isOffset(kind: Kind): boolean {
  return kind.is === 'constants' || kind.is === 'number';
}

function isAddress(kind: Kind): boolean {
  return kind.is === 'unmoved' || kind.is === 'array';
}

function isComparison(op: BinaryOp): boolean {
  return op.startsWith('lt_') || op.startsWith('le_') || op.startsWith('gt_') || op.startsWith('ge_');
}

function isPowerOfTwo(n: number): boolean {
  return (n & (n - 1)) === 0;
}

function codeWith(op: BinaryOp, code: Code, c: number): Kind {
  const { times, bias } = code;
  switch (op) {
    case 'add': case 'sub': return c % times === 0 ? { is: 'code', times, bias: bias + (op === 'add' ? c : -c) / times } : MIXED;
    case 'mul': return c > 0 ? { is: 'code', times: times * c, bias } : MIXED;
    case 'shl': return { is: 'code', times: times * 2 ** c, bias };
    case 'shr_s': case 'shr_u': return times % 2 ** c === 0 ? { is: 'code', times: times / 2 ** c, bias } : MIXED;
    case 'or': return isPowerOfTwo(times) && c >= 0 && c < times ? code : MIXED;
    case 'and':
      if (!isPowerOfTwo(times)) return MIXED;
      if (c >= 0 && c < times) return c < MOST_CONSTANTS ? { is: 'constants', values: Array.from({ length: c + 1 }, (_, i) => i) } : NUMBER;
      return c < 0 && ~c < times ? code : MIXED;
    default: return MIXED;
  }
}
