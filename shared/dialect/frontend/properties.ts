/** Properties of the protocol, and the observers that check them. */
import ts from 'typescript';
import type { Observed, ObserverDecl, PropertyDecl } from '../ir.ts';
import type { FieldType } from '../layout.ts';
import { fitsWhole, writtenType } from './callback-types.ts';
import type { Declarations, FunctionDecl, TopLevelCall } from './declarations.ts';
import { functionNode, nameOf, noFunction } from './scenario-parts.ts';
import { parameters } from './syntax-names.ts';
import { INT, isNumber, showType, VOID, type ValueType } from './types.ts';
import type { Unit } from './unit.ts';

/** How a property may be named: on a command line, in a list. */
const NAME = /^[A-Za-z][\w-]{0,39}$/;
const CAUSES = new Set(['lifetime', 'deadlock', 'starvation']);
const OBSERVERS = new Set(['observe', 'observe_call', 'observe_return', 'observe_read', 'observe_write']);

/** Enters the properties into the unit, and takes the observers' bodies as functions of it. */
export function declareProperties(unit: Unit, { calls }: Declarations): ObserverDecl[] {
  for (const call of calls) if (call.callee === 'property') declareProperty(unit, call);
  for (const call of calls) if (CAUSES.has(call.callee)) declareCause(unit, call);
  return calls.filter((c) => OBSERVERS.has(c.callee)).flatMap((call) => declareObserver(unit, call) ?? []);
}

export function noSuchProperty({ properties }: Unit, name: string): string {
  return `there is no property ${name}; there are ${[...properties.keys()].join(', ') || 'none: say property(name, title, sentence)'}`;
}

function declareProperty(unit: Unit, call: TopLevelCall): void {
  const [name, title, sentence] = call.node.arguments;
  const text = [name, title, sentence].map((arg) => (arg && ts.isStringLiteralLike(arg) ? arg.text : undefined));
  const [n, t, s] = text;
  if (n === undefined || t === undefined || s === undefined || t === '' || s === '') {
    unit.reporter.error(call.node, 'property', 'a property has a name, a short title and one sentence, all written out: property(\'I1\', \'exclusion\', \'…\')');
  } else if (!NAME.test(n)) unit.reporter.error(name!, 'property', 'a property\'s name is a letter, then letters, digits, _ or -: I1');
  else if (unit.properties.has(n)) unit.reporter.error(name!, 'duplicate', `the property ${n} is declared already`);
  else unit.properties.set(n, { name: n, title: t, sentence: s, checked: false, lifetimes: [], deadlock: false, starves: [] });
}

/** `lifetime<S>('I4')`, `deadlock('L1')`, `starvation('L2', f)`: what the search finds by itself, by the name of the property it violates. */
function declareCause(unit: Unit, call: TopLevelCall): void {
  const arg = call.node.arguments[0];
  if (!arg) return;
  const name = nameOf(unit, call);
  const found = unit.properties.get(name);
  if (!found) return unit.reporter.error(arg, 'property', noSuchProperty(unit, name));
  if (call.callee === 'deadlock') found.deadlock = true;
  else if (call.callee === 'starvation') declareStarvation(unit, call, found);
  else {
    const type = call.node.typeArguments?.[0];
    const struct = type && unit.types.resolve(type);
    if (struct?.kind === 'unknown') return; // It is told at the type.
    if (struct?.kind !== 'pointer') return unit.reporter.error(call.node, 'property', 'name the struct: lifetime<some_struct>(\'I4\')');
    const other = [...unit.properties.values()].find((p) => p.lifetimes.includes(struct.struct));
    if (other) unit.reporter.error(call.node, 'property', `using a freed ${struct.struct} violates ${other.name} already`);
    else found.lifetimes.push(struct.struct);
  }
}

function declareStarvation(unit: Unit, { node: { arguments: [, target] } }: TopLevelCall, { name, starves }: PropertyDecl): void {
  if (!target) return;
  const fn = ts.isIdentifier(target) && unit.functions.has(target.text) ? target.text : undefined;
  const other = [...unit.properties.values()].find((p) => fn !== undefined && p.starves.includes(fn));
  if (fn === undefined) unit.reporter.error(target, 'property', `name the function that a thread would never return from: starvation('${name}', some_function)`);
  else if (other) unit.reporter.error(target, 'property', `never returning from ${fn} violates ${other.name} already`);
  else starves.push(fn);
}

interface Wanted {
  on: Observed;
  /** What it is about, for names and messages. */
  what: string;
  /** What there is to be told, in order. */
  values: ValueType[];
}

function declareObserver(unit: Unit, call: TopLevelCall): ObserverDecl | undefined {
  const wanted = call.callee === 'observe' ? ofEvent(unit, call) : call.callee === 'observe_read' || call.callee === 'observe_write' ? ofField(unit, call) : ofFunction(unit, call);
  const body = call.node.arguments[1];
  if (!wanted || !body) return undefined;
  const node = functionNode(unit, body);
  if (!node) {
    unit.reporter.error(body, 'observer', 'a function is needed here: (…) => { … }');
    return undefined;
  }
  const { what, values } = wanted;
  if (node.parameters.length > values.length) {
    unit.reporter.error(body, 'observer', `${what} has no more than ${parameters(values.length)} to tell, but this function takes ${node.parameters.length}`);
    return undefined;
  }
  const signature = unit.signatureOf(node, values);
  if (signature.result.kind !== 'void') unit.reporter.error(body, 'observer', 'an observer returns nothing: it says check(name, condition)');
  checkParameters(unit, node, values, signature.params);
  let name = `${call.callee} ${what}`;
  for (let i = 2; unit.functions.has(name); i++) name = `${call.callee} ${what} #${i}`;
  unit.functions.set(name, { name, node });
  unit.setSignature(name, { params: signature.params, result: VOID });
  return { on: wanted.on, fn: name, params: signature.params.length };
}

function ofEvent(unit: Unit, call: TopLevelCall): Wanted {
  const name = nameOf(unit, call);
  return { on: { kind: 'event', event: name }, what: name, values: [{ kind: 'unknown' }, { kind: 'unknown' }] };
}

function ofField(unit: Unit, call: TopLevelCall): Wanted | undefined {
  const [type] = call.node.typeArguments ?? [];
  const struct = type && unit.types.resolve(type);
  if (struct?.kind === 'unknown') return undefined; // It is told at the type.
  if (struct?.kind !== 'pointer') {
    unit.reporter.error(call.node, 'observer', `name the struct: ${call.callee}<some_struct>('field', …)`);
    return undefined;
  }
  const name = nameOf(unit, call);
  const field = unit.types.layout(struct.struct)?.fields.find((f) => f.name === name);
  if (!field) return undefined; // TypeScript's to report.
  const value = wordOf(field.type);
  if (!value) {
    unit.reporter.error(call.node.arguments[0]!, 'observer', `${name} is ${showType(field.type)}: only a word is read or written at once`);
    return undefined;
  }
  const kind = call.callee === 'observe_read' ? 'read' : 'write';
  return { on: { kind, struct: struct.struct, field: name }, what: `${struct.struct}.${name}`, values: [struct, value] };
}

/** The type of a word; an embedded atomic_t is accessed under its own name. */
function wordOf(type: FieldType): FieldType | undefined {
  if (type.kind === 'embedded') return type.struct === 'atomic_t' ? INT : undefined;
  return type.kind === 'array' ? undefined : type;
}

function ofFunction(unit: Unit, call: TopLevelCall): Wanted | undefined {
  const target = call.node.arguments[0];
  if (!target) return undefined;
  const signature = ts.isIdentifier(target) ? unit.signature(target.text) : undefined;
  if (!ts.isIdentifier(target) || !signature) {
    const why = ts.isIdentifier(target) ? noFunction(unit, target.text, 'to observe') : 'the first argument is the function to observe, by its name';
    unit.reporter.error(target, 'observer', why);
    return undefined;
  }
  const kind = call.callee === 'observe_call' ? 'call' : 'return';
  const result = kind === 'return' && signature.result.kind !== 'void' ? [signature.result] : [];
  return { on: { kind, fn: target.text }, what: target.text, values: [...result, ...signature.params] };
}

function checkParameters(unit: Unit, node: FunctionDecl['node'], values: readonly ValueType[], own: readonly FieldType[]): void {
  own.forEach((type, i) => {
    const value = values[i];
    if (value && !fits(unit, type, value)) unit.reporter.error(node.parameters[i]!, 'observer', `what comes here is ${writtenType(unit, value)}, not ${writtenType(unit, type)}`);
  });
}

function fits(unit: Unit, own: FieldType, value: ValueType): boolean {
  if (own.kind === 'unknown' || value.kind === 'unknown' || own.kind === 'void_ptr') return true;
  if (isNumber(own) && isNumber(value)) return true;
  return own.kind === value.kind && fitsWhole(unit, own, value);
}
