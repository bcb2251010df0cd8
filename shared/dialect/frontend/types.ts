/** From TypeScript type annotations to the dialect's types, and from interfaces to struct layouts. */
import ts from 'typescript';
import { typeText } from '../field-path.ts';
import { CACHE_LINE, elementStride, WORD, type FieldLayout, type FieldType, type StructLayout } from '../layout.ts';
import type { Constants } from './constants.ts';
import { Reporter } from './errors.ts';

/**
 * What an expression yields. An embedded struct as a value is a pointer to it. `unknown` is the type of what has been
 * complained about: it fits everywhere, so that one mistake is one error.
 */
export type ValueType = FieldType | { kind: 'void' } | { kind: 'null' };

export const INT: FieldType = { kind: 'int' };
export const BOOLEAN: FieldType = { kind: 'boolean' };
export const ULONG: FieldType = { kind: 'ulong' };
export const UINT: FieldType = { kind: 'uint' };
export const VOID: ValueType = { kind: 'void' };
export const UNKNOWN: FieldType = { kind: 'unknown' };

/** Of a function; engines take no more. */
export const MOST_PARAMETERS = 1000;

const SCALARS = new Map<string, FieldType>(Object.entries({ int: INT, uint: UINT, ulong: ULONG, void_ptr: { kind: 'void_ptr' } }));

export function isPointer(t: ValueType): boolean {
  return t.kind === 'pointer' || t.kind === 'void_ptr' || t.kind === 'null' || t.kind === 'callback';
}
export function isNumber(t: ValueType): boolean {
  return t.kind === 'int' || t.kind === 'uint' || t.kind === 'ulong';
}
export function isUnsigned(t: ValueType): boolean {
  return t.kind !== 'int' && t.kind !== 'boolean' && t.kind !== 'unknown';
}

export type Callback = Extract<FieldType, { kind: 'callback' }>;

/** What a function or a callback takes and gives. */
export interface Signature {
  params: FieldType[];
  result: ValueType;
}

/** Whether a value may be taken as a `target`; of two structs, or two callbacks, more is asked (assignment.ts). */
export function fits(target: ValueType, from: ValueType): boolean {
  if (target.kind === 'unknown' || from.kind === 'unknown' || target.kind === from.kind) return true;
  if (isNumber(target)) return isNumber(from);
  if (from.kind === 'null') return isPointer(target);
  if (target.kind === 'callback' || from.kind === 'callback') return false;
  return isPointer(target) && isPointer(from) && (target.kind === 'void_ptr' || target.kind === 'pointer' && from.kind === 'pointer');
}

export function showType(t: ValueType): string {
  if (t.kind === 'null') return 'NULL';
  return t.kind === 'void' ? 'nothing' : typeText(t);
}

export class TypeTable {
  readonly structs = new Map<string, StructLayout>();
  /** Where each callback's type is written: what it takes may name the type itself, so that it is resolved when it is asked for. */
  readonly callbacks = new WeakMap<Callback, ts.FunctionTypeNode>();
  /** The parts of each struct, in the order of their files. */
  private readonly declarations = new Map<string, ts.InterfaceDeclaration[]>();
  private lines: TypeTable | undefined;
  private readonly open = new Set<string>();
  private readonly openAliases = new Set<ts.TypeAliasDeclaration>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly reporter: Reporter,
    /** For `ArrayOf<…, typeof NAME>`. */
    private readonly constants: Constants,
    /** As in `Backend.packed`. */
    private readonly packed: boolean,
  ) {}

  declare(node: ts.InterfaceDeclaration): void {
    const parts = this.declarations.get(node.name.text);
    if (!parts) this.declarations.set(node.name.text, [node]);
    // One that is begun twice in one file is reported; here, the first counts.
    else if (parts[0]!.getSourceFile() !== node.getSourceFile()) parts.push(node);
  }

  /** The library's own struct; what else it declares is known by name. */
  declareLibrary(library: ts.SourceFile): void {
    for (const s of library.statements) if (ts.isInterfaceDeclaration(s) && s.name.text === 'atomic_t') this.declare(s);
  }

  declaration(name: string): ts.InterfaceDeclaration | undefined {
    return this.declarations.get(name)?.[0];
  }

  checkAlias(node: ts.TypeAliasDeclaration): void {
    if (node.typeParameters) this.reporter.error(node.typeParameters[0]!, 'type', 'types cannot have type parameters');
    else this.resolve(node.type);
  }

  layoutAll(): void {
    for (const name of this.declarations.keys()) this.layout(name);
  }

  /** The layout of a struct; undefined when there is none of that name. */
  layout(name: string): StructLayout | undefined {
    const known = this.structs.get(name);
    if (known) return known;
    const parts = this.declarations.get(name);
    if (!parts) return undefined;
    if (this.open.has(name)) {
      this.reporter.error(parts[0]!.name, 'struct', `struct ${name} embeds itself; use a pointer (a field of type ${name}) instead`);
      return undefined;
    }
    this.open.add(name);
    const layout = this.compute(name, parts);
    this.open.delete(name);
    this.structs.set(name, layout);
    return layout;
  }

  /** Bytes of a struct with its cache lines, as `sizeof` promises them: also where it is packed. */
  sizeWithLines(name: string): number {
    return (this.packed ? this.withLines() : this).layout(name)?.size ?? 0;
  }

  private withLines(): TypeTable {
    if (!this.lines) {
      // What is wrong is reported by the layouts that are used.
      this.lines = new TypeTable(this.checker, new Reporter(), this.constants, false);
      for (const parts of this.declarations.values()) for (const part of parts) this.lines.declare(part);
    }
    return this.lines;
  }

  private compute(name: string, parts: readonly ts.InterfaceDeclaration[]): StructLayout {
    const fields: FieldLayout[] = [];
    let offset = 0;
    let align = WORD;
    for (const { heritageClauses, typeParameters } of parts) {
      if (heritageClauses) this.reporter.error(heritageClauses[0]!, 'struct', 'a struct cannot extend another; embed it: `base: Embedded<…>`');
      if (typeParameters) this.reporter.error(typeParameters[0]!, 'struct', 'a struct cannot have type parameters');
    }
    for (const member of parts.flatMap(({ members }) => [...members])) {
      if (!ts.isPropertySignature(member) || !ts.isIdentifier(member.name) || !member.type || member.questionToken) {
        this.reporter.error(member, 'struct', 'a struct has plain fields only: `name: type;`');
        continue;
      }
      const field = member.name.text;
      if (fields.some((f) => f.name === field)) this.reporter.error(member.name, 'duplicate', `${name} has a field \`${field}\` already`);
      const type = this.resolve(member.type);
      const a = this.alignOf(type, member.type);
      offset = Math.ceil(offset / a) * a;
      align = Math.max(align, a);
      const size = this.sizeOf(type);
      fields.push({ name: field, offset, size, type });
      offset += size;
    }
    return { name, size: Math.max(Math.ceil(offset / align) * align, WORD), align, fields };
  }

  sizeOf(type: FieldType): number {
    if (type.kind === 'embedded') return this.layout(type.struct)?.size ?? WORD;
    if (type.kind === 'array') return this.stride(type) * type.length;
    return WORD;
  }

  /** Bytes from one element to the next. */
  stride({ element }: Extract<FieldType, { kind: 'array' }>): number {
    return elementStride(element, this.sizeOf(element));
  }

  private alignOf(type: FieldType, node?: ts.TypeNode): number {
    if (this.packed) return WORD;
    if (node && isCacheAligned(node)) return CACHE_LINE;
    if (type.kind === 'embedded') return type.aligned ? CACHE_LINE : (this.layout(type.struct)?.align ?? WORD);
    if (type.kind === 'array') return this.alignOf(type.element);
    return WORD;
  }

  /** Alignment of a global's storage: whole lines for structs and arrays, so that globals do not share one by accident. */
  globalAlign(type: FieldType): number {
    if (this.packed) return WORD;
    return type.kind === 'embedded' || type.kind === 'array' ? CACHE_LINE : WORD;
  }

  resolve(node: ts.TypeNode): FieldType {
    if (node.kind === ts.SyntaxKind.BooleanKeyword) return BOOLEAN;
    if (node.kind === ts.SyntaxKind.ObjectKeyword) return { kind: 'void_ptr' };
    if (ts.isParenthesizedTypeNode(node)) return this.resolve(node.type);
    if (ts.isFunctionTypeNode(node)) return this.callback(node);
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) return this.reference(node, node.typeName.text);
    const hint = node.kind === ts.SyntaxKind.NumberKeyword ? 'say int, uint or ulong'
      : node.kind === ts.SyntaxKind.StringKeyword ? 'there are no strings in the dialect' : 'use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>';
    this.reporter.error(node, 'type', `the type \`${node.getText()}\` is outside the dialect: ${hint}`);
    return UNKNOWN;
  }

  private callback(node: ts.FunctionTypeNode): FieldType {
    const odd = node.parameters.find((p) => p.questionToken || p.dotDotDotToken || !p.type) ?? node.typeParameters?.[0];
    if (odd) this.reporter.error(odd, 'signature', 'a callback takes plain parameters: (head: rcu_head) => void');
    if (node.parameters.length > MOST_PARAMETERS) this.reporter.error(node, 'limit', `a callback takes at most ${MOST_PARAMETERS} parameters; this one takes ${node.parameters.length}`);
    const type: Callback = { kind: 'callback', params: node.parameters.length, returnsValue: node.type.kind !== ts.SyntaxKind.VoidKeyword };
    this.callbacks.set(type, node);
    return type;
  }

  private reference(node: ts.TypeReferenceNode, name: string): FieldType {
    const scalar = SCALARS.get(name);
    if (scalar) return scalar;
    if (name === 'Embedded' || name === 'CacheAligned') return this.embedded(node, name === 'CacheAligned');
    if (name === 'ArrayOf') return this.array(node);
    if (this.declarations.has(name)) return { kind: 'pointer', struct: name };
    const symbol = this.checker.getSymbolAtLocation(node.typeName);
    const alias = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
    if (alias && !alias.typeParameters && !this.openAliases.has(alias)) {
      this.openAliases.add(alias);
      const type = this.resolve(alias.type);
      this.openAliases.delete(alias);
      return type;
    }
    // An unknown name, and an alias of itself, are TypeScript's to report.
    if (symbol?.declarations && !alias) this.reporter.error(node, 'type', `\`${name}\` is not a type of the dialect`);
    return UNKNOWN;
  }

  private embedded(node: ts.TypeReferenceNode, aligned: boolean): FieldType {
    const inner = node.typeArguments?.[0];
    if (!inner) return UNKNOWN;
    const type = this.resolve(inner);
    if (type.kind === 'pointer') return { kind: 'embedded', struct: type.struct, aligned };
    if (!aligned && type.kind !== 'unknown') this.reporter.error(node, 'type', 'only a struct can be embedded; a word needs no Embedded<…>');
    return type;
  }

  private array(node: ts.TypeReferenceNode): FieldType {
    const [element, length] = node.typeArguments ?? [];
    if (!element || !length) return UNKNOWN; // TypeScript's to report.
    const literal = this.checker.getTypeFromTypeNode(length);
    const named = ts.isTypeQueryNode(length) && ts.isIdentifier(length.exprName) ? this.constants.get(length.exprName.text)?.value : undefined;
    const n = ts.isTypeQueryNode(length) ? named : literal.isNumberLiteral() ? literal.value : undefined;
    if (n === undefined || !Number.isInteger(n) || n < 1 || n > 1 << 20) {
      this.reporter.error(length, 'type', 'an array\'s length is a constant from 1 to 1048576: a number, or `typeof NAME` of a constant');
      return UNKNOWN;
    }
    const type = this.resolve(element);
    if (type.kind !== 'embedded' && isCacheAligned(element)) this.reporter.error(element, 'type', 'only structs can be elements on lines of their own: put the word into a struct');
    return { kind: 'array', element: type, length: n };
  }
}

function isCacheAligned(node: ts.TypeNode): boolean {
  return ts.isTypeReferenceNode(node) && node.typeName.getText() === 'CacheAligned';
}
