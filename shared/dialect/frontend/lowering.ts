/** Lowering of one function: its scope, its builder, and the values that expressions yield. */
import ts from 'typescript';
import type { Instr, IrFunction, Reg, SiteId } from '../ir.ts';
import type { Rule } from './errors.ts';
import { FunctionBuilder } from './function-builder.ts';
import { UNKNOWN, VOID, type Signature, type ValueType } from './types.ts';
import type { Unit } from './unit.ts';

/** A value: a constant, or a register that stays what it is. */
export type Value = { type: ValueType; constant: number; reg?: undefined } | { type: ValueType; reg: Reg; constant?: undefined };

export interface Variable {
  reg: Reg;
  type: Exclude<ValueType, { kind: 'void' }>;
  mutable: boolean;
}

export interface Loop {
  kind: 'loop' | 'switch' | 'block';
  labels: readonly string[];
  breakTo: number;
  /** Where `continue` goes; unused unless it is a loop. */
  continueTo: number;
}

export class Lowering {
  readonly builder: FunctionBuilder;
  readonly loops: Loop[] = [];
  /** Labels in front of the loop that follows. */
  readonly pendingLabels: string[] = [];
  /** Depth of `atomic` blocks around the current place. */
  atomicDepth = 0;
  /** Set within a waiting condition, which may not even assign to local variables. */
  onlyReads = false;
  private readonly variables = new Map<ts.Symbol, Variable>();
  /** What they are called: no other name need be looked up to know that it is none of them. */
  private readonly names = new Set<string>();

  constructor(
    readonly unit: Unit,
    readonly name: string,
    readonly node: ts.FunctionLikeDeclaration,
    readonly signature: Signature,
  ) {
    this.builder = new FunctionBuilder(name, signature.params.length, signature.result.kind !== 'void', unit.site(node, name));
    node.parameters.forEach((p, i) => {
      this.enter(p.name, { reg: i, type: signature.params[i] ?? UNKNOWN, mutable: true });
    });
  }

  finish(): IrFunction {
    return this.builder.finish();
  }

  error(node: ts.Node, rule: Rule, message: string): Value {
    this.unit.reporter.error(node, rule, message);
    return WRONG;
  }

  site(node: ts.Node): SiteId {
    return this.unit.site(node, this.name);
  }

  declare(name: ts.Identifier, type: Variable['type'], mutable: boolean): Variable {
    const variable: Variable = { reg: this.builder.reg(), type, mutable };
    this.enter(name, variable);
    return variable;
  }

  private enter(name: ts.BindingName, variable: Variable): void {
    const symbol = this.unit.checker.getSymbolAtLocation(name);
    if (!symbol) return;
    this.variables.set(symbol, variable);
    this.names.add(symbol.name);
  }

  variable(name: ts.Identifier): Variable | undefined {
    if (!this.names.has(name.text)) return undefined;
    const symbol = this.unit.checker.getSymbolAtLocation(name);
    return symbol && this.variables.get(symbol);
  }

  /** What is wrong with a name that no variable has yet, if one of this function has it further on. */
  usedTooEarly(name: ts.Identifier): string | undefined {
    return this.declaredAfter(name, name.pos) ? usedTooEarly(name.text) : undefined;
  }

  /** Whether a variable of this function is meant whose declaration ends after `pos`. */
  declaredAfter(name: ts.Identifier, pos: number): boolean {
    const declaration = this.unit.checker.getSymbolAtLocation(name)?.valueDeclaration;
    const isOurs = declaration && ts.isVariableDeclaration(declaration) && declaration.getSourceFile() === name.getSourceFile() && this.node.pos <= declaration.pos && declaration.end <= this.node.end;
    return isOurs === true && pos < declaration.end;
  }

  /** The register that holds a value. */
  use(value: Value): Reg {
    if (value.reg !== undefined) return value.reg;
    const dst = this.builder.reg();
    this.builder.emit({ op: 'const', dst, value: value.constant });
    return dst;
  }

  /** Emits an instruction with a fresh destination and gives its value. */
  result(type: ValueType, make: (dst: Reg) => Instr): Value {
    const reg = this.builder.reg();
    this.builder.emit(make(reg));
    return { type, reg };
  }

  /** The same word, taken as another type. */
  retype(value: Value, type: ValueType): Value {
    return value.reg === undefined ? { type, constant: value.constant } : { type, reg: value.reg };
  }

  assign(target: Reg, value: Value): void {
    if (value.reg === undefined) this.builder.emit({ op: 'const', dst: target, value: value.constant });
    else this.builder.emit({ op: 'copy', dst: target, src: value.reg });
  }
}

export function usedTooEarly(name: string): string {
  return `\`${name}\` is used before it is declared`;
}

/** What a function without a result yields. */
export const NOTHING: Value = { type: VOID, constant: 0 };
/** What is left of an expression that has been complained about. */
export const WRONG: Value = { type: UNKNOWN, constant: 0 };
