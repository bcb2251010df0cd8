/** Lowers one function to the intermediate representation. */
import ts from 'typescript';
import type { IrFunction } from '../ir.ts';
import type { FunctionDecl } from './declarations.ts';
import { lowerExpression } from './expression.ts';
import { Lowering } from './lowering.ts';
import { lowerStatement } from './statement.ts';
import type { Unit } from './unit.ts';

export function lowerFunction(unit: Unit, decl: FunctionDecl): IrFunction {
  const signature = unit.signature(decl.name) ?? unit.signatureOf(decl.node);
  const f = new Lowering(unit, decl.name, decl.node, signature);
  unit.checkRunsThrough(decl.node);
  const body = decl.node.body;
  if (body && ts.isBlock(body)) {
    lowerStatement(f, body);
  } else if (body) {
    const value = lowerExpression(f, body as ts.Expression);
    f.builder.end({ op: 'return', value: signature.result.kind === 'void' ? null : f.use(value) });
  }
  return f.finish();
}
