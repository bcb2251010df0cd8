/** What lowering of all functions shares: symbol tables, interned names, source sites. */
import ts from 'typescript';
import type { Global, LocalSlot, PropertyDecl, Site, SiteId } from '../ir.ts';
import type { FieldType } from '../layout.ts';
import type { Constants } from './constants.ts';
import type { FunctionDecl } from './declarations.ts';
import type { Reporter } from './errors.ts';
import { UNKNOWN, VOID, type Callback, type Signature, type TypeTable, type ValueType } from './types.ts';

export interface CallFact {
  caller: string;
  callee: string;
  node: ts.Node;
}

/** Names that instructions refer to by index. */
export class Interned {
  readonly names: string[] = [];
  /** What has been asked for, in order. */
  readonly asked: string[] = [];
  private readonly index = new Map<string, number>();
  constructor(...initial: string[]) {
    for (const name of initial) this.of(name);
  }
  of(name: string): number {
    this.asked.push(name);
    const known = this.index.get(name);
    if (known !== undefined) return known;
    this.index.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** More than any source has. */
const MOST_CHARACTERS = 2 ** 26;

export class Unit {
  readonly sites: Site[] = [];
  readonly globals = new Map<string, Global>();
  /** Functions by name; an override has replaced its target here. */
  readonly functions = new Map<string, FunctionDecl>();
  readonly locals: LocalSlot[] = [];
  /** Calls made inside atomic blocks and inside waiting conditions, checked when all functions are lowered. */
  readonly atomicCalls: CallFact[] = [];
  readonly conditionCalls: CallFact[] = [];
  readonly callbacks = new Interned('');
  readonly events = new Interned();
  readonly counters = new Interned();
  readonly histograms = new Interned();
  readonly properties = new Map<string, PropertyDecl>();
  /** By function, by file, then by start and end: asked for every node, so that no key may have to be made. */
  private readonly siteIndex = new Map<string, Map<ts.SourceFile, Map<number, SiteId>>>();
  private readonly signatures = new Map<string, Signature>();
  /** Of functions' names as values, and of callbacks' types that were asked for. */
  private readonly callbackSignatures = new WeakMap<Callback, Signature>();

  constructor(
    readonly checker: ts.TypeChecker,
    readonly reporter: Reporter,
    readonly types: TypeTable,
    readonly constants: Constants,
    /** Files in which the live runtime's raw primitives (`$…`) may be named. */
    readonly isRuntime: (file: string) => boolean,
    /** As the backend asks. */
    readonly marksStatements: boolean,
    /** The protocols in which there is a function of this name. */
    readonly protocolsWith: (name: string) => string[],
  ) {}

  site(node: ts.Node, fn: string): SiteId {
    const file = node.getSourceFile();
    const start = node.getStart(file);
    let within = this.siteIndex.get(fn);
    if (!within) this.siteIndex.set(fn, (within = new Map()));
    let index = within.get(file);
    if (!index) within.set(file, (index = new Map()));
    const key = start * MOST_CHARACTERS + node.end;
    const known = index.get(key);
    if (known !== undefined) return known;
    const at = file.getLineAndCharacterOfPosition(start);
    const id = this.sites.push({ file: file.fileName, start, end: node.end, line: at.line + 1, column: at.character + 1, fn, caller: -1 }) - 1;
    index.set(key, id);
    return id;
  }

  /** Parameter and result types. An override's arrow function takes them from its target's declaration. */
  signature(name: string): Signature | undefined {
    const known = this.signatures.get(name);
    if (known) return known;
    const decl = this.functions.get(name);
    if (!decl) return undefined;
    const made = this.signatureOf(decl.node);
    this.signatures.set(name, made);
    return made;
  }

  setSignature(name: string, signature: Signature): void {
    this.signatures.set(name, signature);
  }

  /** `given`: the types of parameters that do not say theirs. */
  signatureOf(node: ts.FunctionLikeDeclaration, given: readonly ValueType[] = []): Signature {
    const params = node.parameters.map((p, i) => this.parameter(p, given[i]));
    if (node.typeParameters) this.reporter.error(node.typeParameters[0]!, 'signature', 'functions cannot have type parameters');
    if (node.type) return { params, result: this.resultOf(node.type) };
    if (!returnsValue(node)) return { params, result: VOID };
    this.reporter.error(ts.isFunctionDeclaration(node) && node.name ? node.name : node, 'signature', 'say what the function returns: `function f(…): int`');
    return { params, result: UNKNOWN };
  }

  /** Complains about a body that does not run through at once. */
  checkRunsThrough(node: ts.FunctionLikeDeclaration): void {
    if (node.asteriskToken) this.reporter.error(node.asteriskToken, 'signature', 'generators are outside the dialect');
    const async = node.modifiers?.find((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
    if (async) this.reporter.error(async, 'signature', 'async functions are outside the dialect: threads block by waiting');
  }

  /** The type of a function's name as a value. */
  callbackOf(signature: Signature): Callback {
    const type: Callback = { kind: 'callback', params: signature.params.length, returnsValue: signature.result.kind !== 'void' };
    this.callbackSignatures.set(type, signature);
    return type;
  }

  /** What a callback of this type takes and gives. */
  callbackSignature(type: Callback): Signature {
    const known = this.callbackSignatures.get(type);
    if (known) return known;
    const made = this.callableSignature(this.types.callbacks.get(type)!)!;
    this.callbackSignatures.set(type, made);
    return made;
  }

  /** What a callback's type, or a declaration, says it takes and gives. */
  callableSignature(node: ts.SignatureDeclaration | ts.JSDocSignature): Signature | undefined {
    if (!ts.isFunctionTypeNode(node) && !ts.isFunctionDeclaration(node)) return undefined;
    return { params: node.parameters.map((p) => (p.type ? this.word(p.type) : UNKNOWN)), result: node.type ? this.resultOf(node.type) : VOID };
  }

  /** What an override's function says of itself. Unknown is what it leaves to its target; a body that gives no value it cannot. */
  saidOf(node: ts.FunctionLikeDeclaration): Signature {
    if (node.type) return this.signatureOf(node);
    const isMute = node.body && ts.isBlock(node.body) && !returnsValue(node);
    return { params: node.parameters.map((p) => (p.type ? this.word(p.type) : UNKNOWN)), result: isMute ? VOID : UNKNOWN };
  }

  private parameter(p: ts.ParameterDeclaration, given: ValueType = UNKNOWN): FieldType {
    if (!ts.isIdentifier(p.name)) {
      this.reporter.error(p.name, 'signature', 'destructuring is outside the dialect');
    } else if (p.name.text === 'this') {
      this.reporter.error(p, 'signature', 'there is no `this` in the dialect: give the parameter another name');
    } else if (p.dotDotDotToken || p.questionToken || p.initializer) {
      this.reporter.error(p, 'signature', 'parameters cannot be optional, defaulted or rest');
    } else if (!p.type) {
      if (given.kind !== 'unknown' && given.kind !== 'void' && given.kind !== 'null') return given;
      this.reporter.error(p, 'signature', `say the type of the parameter \`${p.name.text}\``);
    } else {
      return this.word(p.type);
    }
    return UNKNOWN;
  }

  private resultOf(type: ts.TypeNode): ValueType {
    return type.kind === ts.SyntaxKind.VoidKeyword ? VOID : this.word(type);
  }

  /** The type of what is passed and returned: a word. An embedded struct is passed by its address. */
  private word(node: ts.TypeNode): FieldType {
    const type = this.types.resolve(node);
    if (type.kind === 'array') this.reporter.error(node, 'signature', 'an array cannot be passed: pass the struct that holds it');
    return type.kind === 'array' ? UNKNOWN : type.kind === 'embedded' ? { kind: 'pointer', struct: type.struct } : type;
  }
}

function returnsValue(node: ts.FunctionLikeDeclaration): boolean {
  let found = false;
  const look = (n: ts.Node): void => {
    if (found || (ts.isFunctionLike(n) && n !== node)) return;
    if (ts.isReturnStatement(n) && n.expression) found = true;
    else ts.forEachChild(n, look);
  };
  if (node.body && ts.isBlock(node.body)) look(node.body);
  return found;
}
