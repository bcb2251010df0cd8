/** What callback may be taken as what other: to TypeScript, structs of one shape are one type, and a function may ignore what it is given. */
import { parameters } from './syntax-names.ts';
import { fits, showType, type Callback, type ValueType } from './types.ts';
import type { Unit } from './unit.ts';

/** Why a function is no callback of the type `target`; undefined when it is one. It is called without adapting, so its shape must be the callback's exactly. */
export function whyNoCallback(unit: Unit, target: Callback, from: Callback): string | undefined {
  if (from.params !== target.params) return `this function takes ${parameters(from.params)}, but the callback takes ${parameters(target.params)}`;
  if (from.returnsValue !== target.returnsValue) return `this function returns ${from.returnsValue ? 'a value, but the callback returns nothing' : 'nothing, but the callback returns a value'}`;
  const [wanted, own] = [unit.callbackSignature(target), unit.callbackSignature(from)];
  const odd = own.params.findIndex((type, i) => !fitsWhole(unit, type, wanted.params[i]!));
  if (odd >= 0) return `parameter ${odd + 1} of this function is ${writtenType(unit, own.params[odd]!)}, but of the callback it is ${writtenType(unit, wanted.params[odd]!)}`;
  if (!fitsWhole(unit, wanted.result, own.result)) return `this function returns ${writtenType(unit, own.result)}, but the callback returns ${writtenType(unit, wanted.result)}`;
  return undefined;
}

/** `fits`, and of two structs it is the same one, of two callbacks each part fits. `open`: pairs that are being compared, as a type may name itself. */
export function fitsWhole(unit: Unit, target: ValueType, from: ValueType, open: readonly (readonly [unknown, unknown])[] = []): boolean {
  if (target.kind === 'pointer' && from.kind === 'pointer') return target.struct === from.struct;
  if (target.kind !== 'callback' || from.kind !== 'callback') return fits(target, from);
  if (target.params !== from.params || target.returnsValue !== from.returnsValue) return false;
  const pair = [unit.types.callbacks.get(target) ?? target, unit.types.callbacks.get(from) ?? from] as const;
  if (pair[0] === pair[1] || open.some(([a, b]) => a === pair[0] && b === pair[1])) return true;
  const [wanted, own] = [unit.callbackSignature(target), unit.callbackSignature(from)];
  const inside = [...open, pair];
  return own.params.every((type, i) => fitsWhole(unit, type, wanted.params[i]!, inside)) && fitsWhole(unit, wanted.result, own.result, inside);
}

/** A type as it is written: of a callback, all of it. */
export function writtenType({ types }: Unit, type: ValueType): string {
  return (type.kind === 'callback' && types.callbacks.get(type)?.getText()) || showType(type);
}
