/**
 * What of the properties' files decides whether something is told, part by part. Each gets a switch, so that a search can go without
 * it and a test can ask whether anybody would miss it.
 *
 * ```
 *   check('I9', a && (b || (c && d)), vma);             a · c · d: as if it held
 *   const may_write = a && b;  return a && b;           a · b: as if it held
 *   observe_write<vm_area_struct>('vm_start', looks);   not observed
 *   if (…) looks(vma);                                  not called, where `looks` checks
 *   lifetime<mm_struct>('I4');                          no switch: it does nothing but give what is found the property's name
 * ```
 * A pointer that is compared with NULL before it is followed is no part of its own.
 */
import ts from 'typescript';
import type { SourceText } from '../../../../shared/dialect/diagnostics.ts';
import { mutated } from '../../../../shared/mutate/mutated.ts';

export interface Part {
  /** The file, and the part as it is written. */
  name: string;
  file: string;
  start: number;
  end: number;
  /** What takes its place: the same, unless `off` holds. Null: nothing does. */
  unless: ((off: string) => string) | null;
}

export function partsOf(source: SourceText): Part[] {
  return new Parts(source).all();
}

/** The file with a switch for each of its parts: `off` says what turns it. */
export function switchable(source: SourceText, parts: readonly Part[], off: (part: Part) => string): SourceText {
  const edits = parts.flatMap((part) => (part.file === source.path && part.unless ? [{ start: part.start, end: part.end, text: part.unless(off(part)) }] : []));
  return mutated(source, { edits });
}

const CAUSES = ['lifetime', 'deadlock', 'starvation'];

class Parts {
  private readonly parts: Part[] = [];
  private readonly functions: ReadonlyMap<string, ts.FunctionDeclaration>;
  private readonly file: ts.SourceFile;

  constructor(private readonly source: SourceText) {
    this.file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ES2022, true);
    this.functions = new Map(this.file.statements.filter(ts.isFunctionDeclaration).map((fn) => [fn.name!.text, fn]));
  }

  all(): Part[] {
    this.visit(this.file);
    return this.parts;
  }

  private visit(node: ts.Node): void {
    if (ts.isCallExpression(node)) this.call(node, node.expression.getText());
    const value = ts.isVariableDeclaration(node) ? node.initializer : ts.isReturnStatement(node) ? node.expression : undefined;
    if (value && operandsOf(value, AND)) this.condition(value);
    ts.forEachChild(node, (child) => this.visit(child));
  }

  private call(node: ts.CallExpression, callee: string): void {
    const [, second] = node.arguments;
    if (callee === 'check') this.condition(second!);
    else if (CAUSES.includes(callee)) this.add(node, null);
    else if (callee.startsWith('observe') && ts.isIdentifier(second!)) this.observer(node, second);
    else if (callsIn(this.functions.get(callee)).includes('check')) this.add(node.parent, (off) => `if (!(${off})) ${node.parent.getText()}`, node);
  }

  private observer(node: ts.CallExpression, { text: looks }: ts.Identifier): void {
    const { parameters } = this.functions.get(looks)!;
    const names = parameters.map(({ name }) => name.getText()).join(', ');
    const before = node.getText().slice(0, node.arguments[1]!.getStart() - node.getStart());
    this.add(node, (off) => `${before}(${parameters.map((p) => p.getText()).join(', ')}) => { if (!(${off})) ${looks}(${names}); })`);
  }

  private condition(node: ts.Expression): void {
    const both = operandsOf(node, AND);
    if (both) return both.filter((side, i) => !isGuard(side, both.slice(i + 1))).forEach((side) => this.condition(side));
    const within = operandsOf(node, OR)?.filter((side) => operandsOf(side, AND)) ?? [];
    if (within.length === 0) this.add(node, (off) => `(${off} || (${node.getText()}))`);
    // Where a part of it does not matter, all of it does not.
    else within.forEach((side) => this.condition(side));
  }

  private add(place: ts.Node, unless: Part['unless'], said = place): void {
    const { path } = this.source;
    const name = `${path.replace(/^kernel\/(variants\/)?|properties\/|\.ts$/g, '')}: ${said.getText().replace(/\s+/g, ' ')}`;
    this.parts.push({ name, file: path, start: place.getStart(), end: place.end, unless });
  }
}

const AND = ts.SyntaxKind.AmpersandAmpersandToken;
const OR = ts.SyntaxKind.BarBarToken;

/** What `a && b && c` joins; undefined where there is no such operator. */
function operandsOf(node: ts.Expression, operator: ts.SyntaxKind): ts.Expression[] | undefined {
  const inner = ts.isParenthesizedExpression(node) ? node.expression : node;
  if (!ts.isBinaryExpression(inner) || inner.operatorToken.kind !== operator) return undefined;
  return [...(operandsOf(inner.left, operator) ?? [inner.left]), inner.right];
}

/** Whether it is `p !== NULL`, and the rest follows p. */
function isGuard(node: ts.Expression, rest: readonly ts.Expression[]): boolean {
  const pointer = /^(\w+) !== NULL$/.exec(node.getText())?.[1];
  return pointer !== undefined && rest.some((side) => side.getText().includes(`${pointer}.`));
}

function callsIn(node: ts.Node | undefined): string[] {
  const calls = node && ts.isCallExpression(node) ? [node.expression.getText()] : [];
  node?.forEachChild((child) => void calls.push(...callsIn(child)));
  return calls;
}
