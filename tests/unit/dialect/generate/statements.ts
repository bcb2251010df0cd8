/**
 * Random structured functions, written twice from one tree: in the dialect and in JavaScript, whose control flow is the
 * reference. Loops count down a variable of their own, so every program ends.
 */
import fc from 'fast-check';

/** Numbers are ints only: their arithmetic is the business of expressions.ts. */
type Num =
  | { op: 'literal'; value: number }
  | { op: 'variable'; name: string }
  | { op: '+' | '-' | '*' | '&' | '^'; a: Num; b: Num }
  | { op: 'element'; index: Num }
  | { op: 'call'; a: Num; b: Num }
  | { op: '?:'; condition: Bool; a: Num; b: Num };
type Bool = { op: '<' | '>=' | '==='; left: Num; right: Num } | { op: '&&' | '||'; a: Bool; b: Bool } | { op: '!'; a: Bool };
type Jump = { op: 'break' | 'continue'; outer: boolean };
type Statement =
  | { op: 'set'; name: string; value: Num; compound: boolean }
  | { op: 'store'; index: Num; value: Num }
  | { op: 'step'; name: string }
  | { op: 'if'; condition: Bool; then: Statement[]; otherwise: Statement[] | null }
  | { op: 'for' | 'while' | 'do'; times: number; condition: Bool; body: Statement[] }
  | { op: 'switch'; subject: Num; clauses: { value: number | null; body: Statement[]; falls: boolean }[] }
  | { op: 'block'; body: Statement[] }
  | { op: 'return'; value: Num }
  | Jump;

const NAMES = ['x', 'y', 'z'] as const;
export const MEMORY = 4;

const name = fc.constantFrom(...NAMES);
const { num, statements } = fc.letrec<{ num: Num; bool: Bool; statement: Statement; statements: Statement[] }>((tie) => ({
  num: fc.oneof({ depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: -9, max: 9 }).map((value) => ({ op: 'literal' as const, value })),
    name.map((n) => ({ op: 'variable' as const, name: n })),
    fc.record({ op: fc.constantFrom('+' as const, '-' as const, '*' as const, '&' as const, '^' as const), a: tie('num'), b: tie('num') }),
    fc.record({ op: fc.constant('element' as const), index: tie('num') }),
    fc.record({ op: fc.constant('call' as const), a: tie('num'), b: tie('num') }),
    fc.record({ op: fc.constant('?:' as const), condition: tie('bool'), a: tie('num'), b: tie('num') })),
  bool: fc.oneof({ depthSize: 'small', withCrossShrink: true },
    fc.record({ op: fc.constantFrom('<' as const, '>=' as const, '===' as const), left: tie('num'), right: tie('num') }),
    fc.record({ op: fc.constantFrom('&&' as const, '||' as const), a: tie('bool'), b: tie('bool') }),
    fc.record({ op: fc.constant('!' as const), a: tie('bool') })),
  statement: fc.oneof({ depthSize: 'small', withCrossShrink: true },
    fc.record({ op: fc.constant('set' as const), name, value: tie('num'), compound: fc.boolean() }),
    fc.record({ op: fc.constant('store' as const), index: tie('num'), value: tie('num') }),
    fc.record({ op: fc.constant('step' as const), name }),
    fc.record({ op: fc.constantFrom('break' as const, 'continue' as const), outer: fc.boolean() }),
    fc.record({ op: fc.constant('return' as const), value: tie('num') }),
    fc.record({ op: fc.constant('if' as const), condition: tie('bool'), then: tie('statements'), otherwise: fc.option(tie('statements')) }),
    fc.record({ op: fc.constantFrom('for' as const, 'while' as const, 'do' as const), times: fc.nat(3), condition: tie('bool'), body: tie('statements') }),
    fc.record({
      op: fc.constant('switch' as const), subject: tie('num'),
      clauses: fc.uniqueArray(fc.record({ value: fc.option(fc.nat(3)), body: tie('statements'), falls: fc.boolean() }), { selector: (c) => c.value, maxLength: 4 }),
    }),
    fc.record({ op: fc.constant('block' as const), body: tie('statements') })),
  statements: fc.array(tie('statement'), { maxLength: 4 }),
}));

export interface Body {
  statements: Statement[];
  result: Num;
}
export const body: fc.Arbitrary<Body> = fc.record({ statements, result: num });

/** One function, `index` of a program; each second one may call the one before it. */
export function functionText(index: number, { statements: list, result }: Body, language: 'dialect' | 'javascript'): string {
  const writer = new Writer(index, language);
  const int = language === 'dialect' ? ': int' : '';
  return `function f${index}(x${int}, y${int})${int} {\n  let z${int} = 0;\n${writer.list(list, [], '  ')}  return ${writer.num(result)};\n}`;
}

interface Target {
  label: string;
  kind: 'loop' | 'switch' | 'block';
}

class Writer {
  private labels = 0;
  constructor(
    private readonly index: number,
    private readonly language: 'dialect' | 'javascript',
  ) {}

  list(statements: readonly Statement[], targets: readonly Target[], indent: string): string {
    return statements.map((s) => indent + this.statement(s, targets, indent) + '\n').join('');
  }

  num(n: Num): string {
    const js = this.language === 'javascript';
    switch (n.op) {
      case 'literal': return `(${n.value})`;
      case 'variable': return n.name;
      case 'element': return `memory[${this.num(n.index)} & ${MEMORY - 1}]`;
      case 'call': return this.index % 2 === 0 ? this.num(n.a) : `f${this.index - 1}(${this.num(n.a)}, ${this.num(n.b)})`;
      case '?:': return `(${this.bool(n.condition)} ? ${this.num(n.a)} : ${this.num(n.b)})`;
      case '*': return js ? `Math.imul(${this.num(n.a)}, ${this.num(n.b)})` : `(${this.num(n.a)} * ${this.num(n.b)})`;
      default: return `${js ? '(' : ''}(${this.num(n.a)} ${n.op} ${this.num(n.b)})${js ? ' | 0)' : ''}`;
    }
  }

  private bool(b: Bool): string {
    if (b.op === '!') return `!${this.bool(b.a)}`;
    if ('left' in b) return `(${this.num(b.left)} ${b.op} ${this.num(b.right)})`;
    return `(${this.bool(b.a)} ${b.op} ${this.bool(b.b)})`;
  }

  private statement(s: Statement, targets: readonly Target[], indent: string): string {
    const more = indent + '  ';
    switch (s.op) {
      case 'set': return s.compound ? this.compound(s.name, this.num(s.value)) : `${s.name} = ${this.num(s.value)};`;
      case 'store': return `memory[${this.num(s.index)} & ${MEMORY - 1}] = ${this.num(s.value)};`;
      case 'step': return this.language === 'javascript' ? `${s.name} = (${s.name} + 1) | 0;` : `${s.name}++;`;
      case 'if': return `if (${this.bool(s.condition)}) {\n${this.list(s.then, targets, more)}${indent}}${s.otherwise ? ` else {\n${this.list(s.otherwise, targets, more)}${indent}}` : ''}`;
      case 'for': case 'while': case 'do': return this.loop(s, targets, indent);
      case 'switch': return this.choice(s, targets, indent);
      case 'block': {
        const label = this.label();
        return `${label}: {\n${this.list(s.body, [...targets, { label, kind: 'block' }], more)}${indent}}`;
      }
      case 'return': return `return ${this.num(s.value)};`;
      case 'break': case 'continue': return this.jump(s, targets);
    }
  }

  private compound(target: string, value: string): string {
    return this.language === 'javascript' ? `${target} = (${target} + ${value}) | 0;` : `${target} += ${value};`;
  }

  private loop(s: Extract<Statement, { op: 'for' | 'while' | 'do' }>, targets: readonly Target[], indent: string): string {
    const label = this.label();
    const [counter, more] = [`i${label}`, indent + '  '];
    const inner = this.list(s.body, [...targets, { label, kind: 'loop' }], more);
    const goes = `${counter} < ${s.times} && ${this.bool(s.condition)}`;
    const type = this.language === 'dialect' ? ': int' : '';
    if (s.op === 'for') return `${label}: for (let ${counter}${type} = 0; ${goes}; ${counter}++) {\n${inner}${indent}}`;
    const start = `let ${counter}${type} = 0;\n${indent}`;
    if (s.op === 'while') return `${start}${label}: while (${goes}) {\n${more}${counter}++;\n${inner}${indent}}`;
    return `${start}${label}: do {\n${more}${counter}++;\n${inner}${indent}} while (${goes});`;
  }

  private choice(s: Extract<Statement, { op: 'switch' }>, targets: readonly Target[], indent: string): string {
    const label = this.label();
    const more = indent + '    ';
    const clauses = s.clauses.map(({ value, body: list, falls }) => {
      const head = value === null ? 'default' : `case ${value}`;
      return `${indent}  ${head}: {\n${this.list(list, [...targets, { label, kind: 'switch' }], more)}${falls ? '' : `${more}break;\n`}${indent}  }\n`;
    });
    return `${label}: switch (${this.num(s.subject)} & 3) {\n${clauses.join('')}${indent}}`;
  }

  /** To the nearest place that the jump can mean, or to the outermost, by its label. */
  private jump({ op, outer }: Jump, targets: readonly Target[]): string {
    const fit = targets.filter((t) => (op === 'continue' ? t.kind === 'loop' : outer || t.kind !== 'block'));
    if (fit.length === 0) return ';';
    return outer ? `${op} ${fit[0]!.label};` : `${op};`;
  }

  private label(): string {
    return `L${this.labels++}`;
  }
}
