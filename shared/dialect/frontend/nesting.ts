/**
 * Decisions in each other. They are counted before TypeScript is asked anything: from each place it goes back over all decisions on the way
 * there, and again for each part of theirs, so that a few hundred in each other would keep it busy for minutes.
 */
import ts from 'typescript';
import type { Reporter } from './errors.ts';

const MOST = 100;
const OPERATORS: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken]);

/** Whether there are too many anywhere; the first such place is reported. */
export function reportNesting(file: ts.SourceFile, reporter: Reporter): boolean {
  const look = (node: ts.Node, within: number): boolean => {
    const inside = decides(node) ? within + 1 : within;
    if (inside <= MOST) return ts.forEachChild(node, (child) => look(child, inside)) ?? false;
    reporter.error(node, 'limit', `there are more than ${MOST} decisions in each other here (if, ?:, && and ||): give parts of it functions of their own`);
    return true;
  };
  return look(file, 0);
}

/** An `else if` comes after the one before it. */
function decides(node: ts.Node): boolean {
  if (ts.isIfStatement(node)) return !(ts.isIfStatement(node.parent) && node.parent.elseStatement === node);
  return ts.isConditionalExpression(node) || (ts.isBinaryExpression(node) && OPERATORS.has(node.operatorToken.kind));
}
