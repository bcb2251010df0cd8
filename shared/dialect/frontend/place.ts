/**
 * Places: the things a program can read, write, or name to a macro such as `READ_ONCE`.
 *
 * ```
 *   vma.vm_lock.count      one address (vma + offset), one path ("vm_lock.count" of vm_area_struct)
 *   vma.vm_mm.mm_lock_seq  a load of vm_mm, then a place in mm_struct
 * ```
 */
import ts from 'typescript';
import type { Order, Place, Reg } from '../ir.ts';
import type { FieldLayout, FieldType } from '../layout.ts';
import { lowerExpression } from './expression.ts';
import { hostName } from './host-names.ts';
import { asNumber } from './literals.ts';
import type { Lowering, Value, Variable } from './lowering.ts';
import { isNumber, showType, type ValueType } from './types.ts';

/** A word, struct or array in memory. */
export interface MemoryPlace {
  address: Reg;
  offset: number;
  type: FieldType;
  place: Place;
}

export type AnyPlace = { variable: Variable } | MemoryPlace;

/** The place an expression names; undefined (reported) when it names none. */
export function lowerPlace(f: Lowering, node: ts.Expression): AnyPlace | undefined {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return lowerPlace(f, node.expression);
  if (ts.isIdentifier(node)) {
    const variable = f.variable(node);
    if (variable) return { variable };
    return globalPlace(f, node) ?? noPlace(f, node, whyNoVariable(f, node));
  }
  if (ts.isPropertyAccessExpression(node)) return fieldPlace(f, node);
  if (ts.isElementAccessExpression(node)) return elementPlace(f, node);
  return noPlace(f, node, 'a variable, a field or an array element is needed here');
}

function noPlace(f: Lowering, node: ts.Node, message: string | undefined): undefined {
  if (message !== undefined) f.error(node, 'place', message);
}

/** Nothing for an unknown name, which TypeScript reports. */
function whyNoVariable(f: Lowering, node: ts.Identifier): string | undefined {
  if (f.unit.constants.has(node.text)) return `${node.text} is a constant; a variable is declared with \`let\``;
  if (f.unit.functions.has(node.text)) return `${node.text} is a function, not a variable`;
  return hostName(node) ?? f.usedTooEarly(node) ?? (f.unit.checker.getSymbolAtLocation(node) && 'a variable, a field or an array element is needed here');
}

/** Whether the expression could name a place in memory; used to avoid evaluating others twice. */
export function namesMemory(f: Lowering, node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return namesMemory(f, node.expression);
  if (ts.isIdentifier(node)) return !f.variable(node) && f.unit.globals.has(node.text);
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function globalPlace(f: Lowering, node: ts.Identifier): MemoryPlace | undefined {
  const global = f.unit.globals.get(node.text);
  if (!global) return undefined;
  const address = f.builder.reg();
  f.builder.emit({ op: 'globalAddress', dst: address, name: global.name });
  return { address, offset: 0, type: global.valueType, place: { struct: 'globals', field: global.name } };
}

function fieldPlace(f: Lowering, node: ts.PropertyAccessExpression): MemoryPlace | undefined {
  if (node.questionDotToken) f.error(node, 'expression', '`?.` is outside the dialect: test the pointer against NULL');
  const base = lowerBase(f, node.expression);
  if (!base) return undefined;
  const name = node.name.text;
  const field = f.unit.types.layout(base.struct)?.fields.find((x) => x.name === name);
  if (!field) return noPlace(f, node.name, `struct ${base.struct} has no field \`${name}\``);
  return subPlace(base, field);
}

function subPlace(base: { address: Reg; offset: number; place: Place | null; struct: string }, field: FieldLayout): MemoryPlace {
  const place = base.place ? { struct: base.place.struct, field: `${base.place.field}.${field.name}` } : { struct: base.struct, field: field.name };
  return { address: base.address, offset: base.offset + field.offset, type: field.type, place };
}

/** The struct that a field is taken of: an embedded struct's address, or a pointer's value. */
function lowerBase(f: Lowering, node: ts.Expression): { address: Reg; offset: number; place: Place | null; struct: string } | undefined {
  if (namesMemory(f, node)) {
    const inner = lowerPlace(f, node);
    if (!inner || 'variable' in inner) return undefined;
    if (inner.type.kind === 'array') return noPlace(f, node.parent, 'an array has a constant length and elements; it is indexed: a[i]') ?? undefined;
    if (inner.type.kind === 'embedded') return { address: inner.address, offset: inner.offset, place: inner.place, struct: inner.type.struct };
    return pointerBase(f, node, loadPlace(f, node, inner, 'plain'));
  }
  return pointerBase(f, node, lowerExpression(f, node));
}

function pointerBase(f: Lowering, node: ts.Expression, value: Value): { address: Reg; offset: number; place: null; struct: string } | undefined {
  if (value.type.kind === 'pointer') return { address: f.use(value), offset: 0, place: null, struct: value.type.struct };
  if (value.type.kind === 'unknown') return undefined;
  const hint = value.type.kind === 'void_ptr' ? 'say what it points to: cast<T>(pointer)' : `it is ${showType(value.type)}`;
  f.error(node, 'place', `only a struct has fields; ${hint}`);
  return undefined;
}

function elementPlace(f: Lowering, node: ts.ElementAccessExpression): MemoryPlace | undefined {
  const base = namesMemory(f, node.expression) ? lowerPlace(f, node.expression) : undefined;
  if (!base && namesMemory(f, node.expression)) return undefined;
  if (!base || 'variable' in base || base.type.kind !== 'array') return noPlace(f, node.expression, 'only an array field or an array variable can be indexed');
  const { element, length } = base.type;
  const size = f.unit.types.stride(base.type);
  const index = lowerExpression(f, node.argumentExpression);
  if (!isNumber(index.type) && index.type.kind !== 'unknown') f.error(node.argumentExpression, 'type', `an index is a number, not ${showType(index.type)}`);
  const place = { struct: base.place.struct, field: `${base.place.field}[]` };
  if (index.constant !== undefined) {
    if (index.constant < 0 || index.constant >= length) f.error(node.argumentExpression, 'bounds', `index ${asNumber({ value: index.constant, type: index.type })} is outside the array's 0 … ${length - 1}`);
    return { address: base.address, offset: base.offset + index.constant * size, type: element, place };
  }
  f.builder.emit({ op: 'boundsCheck', index: index.reg, length, site: f.site(node) });
  const scaled = scale(f, node, index, size);
  const address = f.result({ kind: 'ulong' }, (dst) => ({ op: 'binary', dst, kind: 'add', a: base.address, b: scaled, site: f.site(node) }));
  return { address: f.use(address), offset: base.offset, type: element, place };
}

function scale(f: Lowering, node: ts.Node, index: Value, size: number): Reg {
  const shift = Math.log2(size);
  const kind = Number.isInteger(shift) ? 'shl' : 'mul';
  const by = f.use({ type: index.type, constant: kind === 'shl' ? shift : size });
  const a = f.use(index);
  return f.use(f.result(index.type, (dst) => ({ op: 'binary', dst, kind, a, b: by, site: f.site(node) })));
}

/** The value of a place in memory: a load, or the address of an embedded struct. */
export function loadPlace(f: Lowering, node: ts.Node, p: MemoryPlace, order: Order): Value {
  if (p.type.kind === 'embedded') return addressValue(f, node, p, { kind: 'pointer', struct: p.type.struct });
  if (p.type.kind === 'array') return f.error(node, 'type', 'an array is not a value: index it');
  return f.result(p.type, (dst) => ({ op: 'load', dst, address: p.address, offset: p.offset, place: p.place, order, site: f.site(node) }));
}

function addressValue(f: Lowering, node: ts.Node, p: MemoryPlace, type: ValueType): Value {
  if (p.offset === 0) return { type, reg: p.address };
  const offset = f.use({ type, constant: p.offset });
  return f.result(type, (dst) => ({ op: 'binary', dst, kind: 'add', a: p.address, b: offset, site: f.site(node) }));
}

export function storePlace(f: Lowering, node: ts.Node, p: MemoryPlace, value: Value, order: Order): void {
  if (p.type.kind === 'embedded' || p.type.kind === 'array') {
    f.error(node, 'assignment', 'structs and arrays cannot be assigned: copy their fields');
    return;
  }
  f.builder.emit({ op: 'store', address: p.address, offset: p.offset, value: f.use(value), place: p.place, order, site: f.site(node) });
}
