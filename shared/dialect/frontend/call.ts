/** Lowering of calls: the program's functions, static callbacks, and the library's intrinsics. */
import ts from 'typescript';
import { checkAssignable } from './assignment.ts';
import { lowerExpression } from './expression.ts';
import { foreignName } from './foreign-names.ts';
import { INTRINSICS } from './intrinsics.ts';
import { WRONG, type Lowering, type Value } from './lowering.ts';
import { namesMemory } from './place.ts';
import { syntaxName } from './syntax-names.ts';
import { showType, VOID, type Signature, type ValueType } from './types.ts';

export function lowerCall(f: Lowering, node: ts.CallExpression): Value {
  if (node.questionDotToken) return f.error(node, 'expression', '`?.` is outside the dialect: test the callback against NULL');
  const callee = node.expression;
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return f.error(node, 'expression', `${syntaxName(callee)} is outside the dialect`);
  if (!ts.isIdentifier(callee)) return callbackCall(f, node);
  if (f.variable(callee)) return callbackCall(f, node);
  const name = callee.text;
  if (name.startsWith('$')) return rawCall(f, node, name);
  const signature = f.unit.signature(name);
  if (signature && f.unit.functions.get(name)) {
    if (f.atomicDepth > 0) f.unit.atomicCalls.push({ caller: f.name, callee: name, node });
    const args = passArguments(f, node, signature);
    if (!args) return f.retype(WRONG, signature.result);
    return call(f, node, signature.result, (dst) => ({ op: 'call', dst, fn: name, args, site: f.site(node) }));
  }
  if (f.unit.globals.has(name)) return callbackCall(f, node);
  const intrinsic = INTRINSICS.get(name);
  if (intrinsic) return intrinsic(f, node);
  const foreign = foreignName(f, callee);
  if (foreign) return foreign;
  const early = f.usedTooEarly(callee);
  if (early) return f.error(callee, 'place', early);
  if (f.unit.checker.getSymbolAtLocation(callee)) return f.error(callee, 'call', `\`${name}\` cannot be called here`);
  const elsewhere = f.unit.protocolsWith(name);
  if (elsewhere.length > 0) return f.error(callee, 'call', `there is no function \`${name}\` in this program; there is one with ${elsewhere.join(', ')}`);
  return WRONG; // TypeScript reports the unknown name.
}

/** The arguments' registers; undefined when there are too few or too many, which TypeScript reports. */
function passArguments(f: Lowering, node: ts.CallExpression, { params }: Signature): number[] | undefined {
  const args = node.arguments.map((arg, i) => {
    const value = lowerExpression(f, arg);
    const wanted = params[i];
    if (wanted) checkAssignable(f, arg, wanted, value.type);
    return f.use(value);
  });
  return args.length === params.length ? args : undefined;
}

/** `head.func(head)`: a call through a field or variable that holds a static callback. */
function callbackCall(f: Lowering, node: ts.CallExpression): Value {
  const callee = node.expression;
  if (ts.isParenthesizedExpression(callee)) return f.error(callee, 'call', 'what is called is named without parentheses around it');
  if (!namesMemory(f, callee) && !(ts.isIdentifier(callee) && f.variable(callee))) return f.error(callee, 'call', 'only functions and static callbacks can be called');
  const target = lowerExpression(f, callee);
  if (target.type.kind === 'unknown') return WRONG;
  if (target.type.kind !== 'callback') return f.error(callee, 'call', `only functions and static callbacks can be called, not ${showType(target.type)}`);
  const signature = f.unit.callbackSignature(target.type);
  const args = passArguments(f, node, signature);
  if (!args) return f.retype(WRONG, signature.result);
  const targetReg = f.use(target);
  return call(f, node, signature.result, (dst) => ({ op: 'callIndirect', dst, target: targetReg, args, site: f.site(node) }));
}

/** A primitive of the live backend's own runtime. */
function rawCall(f: Lowering, node: ts.CallExpression, name: string): Value {
  if (!f.unit.isRuntime(node.getSourceFile().fileName)) return f.error(node.expression, 'reserved-name', 'names that begin with `$` belong to the dialect itself');
  if (f.unit.functions.has(name)) {
    const signature = f.unit.signature(name)!;
    const args = node.arguments.map((arg) => f.use(lowerExpression(f, arg)));
    return call(f, node, signature.result, (dst) => ({ op: 'call', dst, fn: name, args, site: f.site(node) }));
  }
  const first = node.arguments[0];
  if (name === '$param' && first && ts.isStringLiteral(first)) {
    return f.result({ kind: 'ulong' }, (dst) => ({ op: 'raw', dst, name: `$param:${first.text}`, args: [], site: f.site(node) }));
  }
  const args = node.arguments.map((arg) => f.use(lowerExpression(f, arg)));
  const declaration = f.unit.checker.getSymbolAtLocation(node.expression)?.valueDeclaration;
  const result = (declaration && ts.isFunctionDeclaration(declaration) && f.unit.callableSignature(declaration)?.result) || VOID;
  return call(f, node, result, (dst) => ({ op: 'raw', dst, name, args, site: f.site(node) }));
}

function call(f: Lowering, node: ts.Node, type: ValueType, make: (dst: number | null) => Parameters<Lowering['builder']['emit']>[0]): Value {
  if (type.kind === 'void') {
    f.builder.emit(make(null));
    return { type, constant: 0 };
  }
  return f.result(type, make);
}
