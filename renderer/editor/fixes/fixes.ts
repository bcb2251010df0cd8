/** How to mend the dialect's common errors: for each, what a person probably meant. */
import type { Diagnostic } from '../../../shared/dialect/diagnostics.ts';
import { closing, maskText } from '../../../shared/outline/mask.ts';
import { outline } from '../../../shared/outline/outline.ts';
import type { Names } from './names.ts';
import { nearest } from './near.ts';

export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface Fix {
  title: string;
  edits: Edit[];
}

interface Mistake {
  /** The source that has it, and where. */
  text: string;
  start: number;
  end: number;
  /** What stands there. */
  found: string;
  names: Names;
}

interface Rule {
  code: RegExp;
  message: RegExp;
  fixes(match: RegExpExecArray, mistake: Mistake): Fix[];
}

/** The likeliest first; none where it is for the person to think. */
export function fixesFor(diagnostic: Pick<Diagnostic, 'code' | 'message' | 'start' | 'end'>, text: string, names: Names): Fix[] {
  const { code, message, start, end } = diagnostic;
  const mistake = { text, start, end, found: text.slice(start, end), names };
  for (const rule of rules) {
    const match = rule.code.test(code) ? rule.message.exec(message) : null;
    const fixes = match ? rule.fixes(match, mistake) : [];
    if (fixes.length > 0) return fixes;
  }
  return [];
}

function replace({ start, end }: Mistake, text: string, title = `Write ${text}`): Fix {
  return { title, edits: [{ start, end, text }] };
}

function insert(at: number, text: string, title: string): Fix {
  return { title, edits: [{ start: at, end: at, text }] };
}

function meant(mistake: Mistake, name: string, names: Iterable<string>): Fix[] {
  const near = nearest(name, names);
  return near === null ? [] : [{ title: `Change to ${near}`, edits: [{ start: mistake.start + mistake.found.indexOf(name), end: mistake.start + mistake.found.indexOf(name) + name.length, text: near }] }];
}

function listed(list: string): string[] {
  return list.split(', ');
}

const rules: readonly Rule[] = [
  { code: /^operator$/, message: /^compare with `([!=]==)`$/, fixes: ([, operator], m) => [replace(m, operator!)] },
  { code: /^operator$/, message: /^(?:a condition is a boolean|`&&` and `\|\|` take booleans), .*: compare it with (\w+)$/, fixes: ([, zero], m) => [replace(m, `${simple(m.found) ? m.found : `(${m.found})`} !== ${zero}`)] },
  { code: /^operator$/, message: /^`!` takes a boolean, .*: compare it with (\w+)$/, fixes: ([, zero], m) => negated(m, zero!) },
  { code: /^float$/, message: /without `n`$/, fixes: (_, m) => [replace(m, m.found.replace(/n$/, ''))] },
  { code: /^float$/, message: /no fractions/, fixes: (_, m) => whole(m) },
  { code: /^type$/, message: /^(int|uint|ulong|boolean) is needed here, not (int|boolean)$/, fixes: ([, wanted], m) => literal(m, wanted!) },
  { code: /^type$/, message: /^the type `(?:number|bigint)` is outside/, fixes: (_, m) => ['int', 'uint', 'ulong'].map((type) => replace(m, type)) },
  { code: /^type$/, message: /a word needs no Embedded/, fixes: (_, m) => unwrapped(m) },
  { code: /^type$/, message: /say cast<(\w+)>\(…\) if it is meant$/, fixes: ([, struct], m) => [replace(m, `cast<${struct}>(${m.found})`)] },
  { code: /^(?:type|global|signature)$/, message: /^say the type of (?:the parameter )?`(\w+)`$/, fixes: ([, name], m) => typed(m, name!) },
  { code: /^signature$/, message: /^say what the function returns/, fixes: (_, m) => returns(m) },
  { code: /^statement$/, message: /^use `let` or `const`$/, fixes: (_, m) => (m.found.startsWith('var ') ? [{ title: 'Write let', edits: [{ start: m.start, end: m.start + 3, text: 'let' }] }] : []) },
  { code: /^statement$/, message: /^an atomic block is written with braces/, fixes: (_, m) => [replace(m, `{ ${m.found}; }`, 'Put it in braces')] },
  { code: /^expression$/, message: /^no `new`/, fixes: (_, m) => allocated(m) },
  { code: /^place$/, message: /^a shared place is needed here: .* not a local one$/, fixes: (_, m) => unread(m) },
  { code: /^place$/, message: /^struct (\w+) has no field `(\w+)`/, fixes: ([, struct, field], m) => meant(m, field!, m.names.structs.get(struct!) ?? []) },
  { code: /^override$/, message: /^there is no function /, fixes: (_, m) => meant(m, m.found, m.names.values) },
  { code: /^thread$/, message: /^the options of a thread are/, fixes: (_, m) => meant(m, /^\w*/.exec(m.found)![0], ['instances', 'repeat']) },
  { code: /^thread$/, message: /^the scenario has no thread/, fixes: (_, m) => [insert(m.text.length, `${m.text.endsWith('\n') ? '' : '\n'}\nthread('a', () => {\n});\n`, 'Add a thread')] },
  { code: /^unknown-protocol$/, message: /^there is no protocol (.+); there are ([^;]+)/, fixes: ([, name, list], m) => protocols(m, name!, listed(list!)) },
  { code: /^unknown-switch$/, message: /^there is no switch (\w+); the program has ([^;]+)/, fixes: ([, name, list], m) => meant(m, name!, listed(list!)) },
  { code: /^top-level$/, message: /^only declarations stand at the top level/, fixes: (_, m) => intoSetup(m) },
  { code: /^top-level$/, message: /^there are no imports or exports/, fixes: (_, m) => [removed(m, m.found === 'export' ? 'Leave out export' : 'Leave it out')] },
  { code: /^scenario$/, message: /^`scenario` is said once$/, fixes: (_, m) => [removed(m, 'Leave the second one out')] },
  { code: /^TS\d+$/, message: /Did you mean(?: to write)? '(\w+)'\?/, fixes: ([, name], m) => [replace(m, name!, `Change to ${name}`)] },
  { code: /^TS2304$/, message: /^Cannot find name '(\w+)'/, fixes: ([, name], m) => meant(m, name!, [...m.names.values, ...m.names.structs.keys()]) },
  { code: /^TS2588$/, message: /^Cannot assign to '(\w+)' because it is a constant/, fixes: ([, name], m) => variable(m, name!) },
];

/** Whether something can be compared with no parentheses around it. */
function simple(expression: string): boolean {
  return /^[\w.]+(?:\([\w., ]*\))?$/.test(expression);
}

/** With the `!` in front of it. */
function negated(m: Mistake, zero: string): Fix[] {
  const before = /!\s*$/.exec(m.text.slice(0, m.start));
  const text = `${simple(m.found) || /^\(.*\)$/s.test(m.found) ? m.found : `(${m.found})`} === ${zero}`;
  return before ? [{ title: `Write ${text}`, edits: [{ start: before.index, end: m.end, text }] }] : [];
}

function whole(m: Mistake): Fix[] {
  const value = Number(m.found);
  return Number.isFinite(value) ? [...new Set([Math.floor(value), Math.ceil(value)])].map((n) => replace(m, String(n))) : [];
}

function literal(m: Mistake, wanted: string): Fix[] {
  const written: Record<string, string> = wanted === 'boolean' ? { 0: 'false', 1: 'true' } : { false: '0', true: '1' };
  const instead = Object.hasOwn(written, m.found) ? written[m.found]! : null;
  if (instead !== null) return [replace(m, instead)];
  return wanted === 'boolean' && simple(m.found) ? [replace(m, `${m.found} !== 0`)] : [];
}

function unwrapped(m: Mistake): Fix[] {
  const inside = /^Embedded<(\w+)>$/.exec(m.found)?.[1];
  return inside === undefined ? [] : [replace(m, inside)];
}

/** By what it starts with; a word where nothing is said. */
function typed(m: Mistake, name: string): Fix[] {
  const at = m.start + m.found.search(new RegExp(`\\b${name}\\b`)) + name.length;
  const initial = /^\s*=\s*([^;\n]*)/.exec(m.text.slice(at))?.[1]?.trim();
  const type = initial === 'true' || initial === 'false' ? 'boolean' : 'int';
  return [insert(at, `: ${type}`, `Say that ${name} is ${type === 'int' ? 'an' : 'a'} ${type}`)];
}

function returns(m: Mistake): Fix[] {
  const masked = maskText(m.text);
  const open = masked.indexOf('(', m.end);
  const close = open < 0 ? -1 : closing(masked, open);
  if (close < 0) return [];
  const body = masked.slice(close, closing(masked, masked.indexOf('{', close)) + 1);
  const truth = /\breturn (?:true|false)\b/.test(body);
  return (truth ? ['boolean', 'int'] : ['int', 'boolean']).map((type) => insert(close + 1, `: ${type}`, `Say that it returns ${type === 'int' ? 'an int' : 'a boolean'}`));
}

function allocated(m: Mistake): Fix[] {
  const struct = /^new (\w+)\(\)$/.exec(m.found)?.[1];
  return struct === undefined ? [] : ['alloc', 'local'].map((how) => replace(m, `${how}<${struct}>()`));
}

/** `READ_ONCE(x)` of a local variable is just `x`. */
function unread(m: Mistake): Fix[] {
  const before = /READ_ONCE\(\s*$/.exec(m.text.slice(0, m.start));
  const after = /^\s*\)/.exec(m.text.slice(m.end));
  return before && after ? [{ title: `Write ${m.found}: nobody else sees it`, edits: [{ start: before.index, end: m.end + after[0].length, text: m.found }] }] : [];
}

function protocols(m: Mistake, name: string, list: readonly string[]): Fix[] {
  const near = nearest(name, list);
  return (near === null ? list : [near]).map((protocol) => replace(m, `'${protocol}'`, `Change to ${protocol}`));
}

function intoSetup(m: Mistake): Fix[] {
  if (outline(m.text).some(({ kind }) => kind === 'setup')) return [];
  return [replace(m, `setup(() => {\n${m.found.replaceAll(/^/gm, '  ')}\n});`, 'Put it into setup')];
}

/** With the semicolon and the line's end behind it, or the space. */
function removed(m: Mistake, title: string): Fix {
  const rest = /^(?:;?[ \t]*\n| )?/.exec(m.text.slice(m.end))![0];
  return { title, edits: [{ start: m.start, end: m.end + rest.length, text: '' }] };
}

/** The nearest declaration above. */
function variable(m: Mistake, name: string): Fix[] {
  const at = [...maskText(m.text).slice(0, m.start).matchAll(new RegExp(`\\bconst(?= ${name}\\b)`, 'g'))].at(-1)?.index;
  return at === undefined ? [] : [{ title: `Declare ${name} with let`, edits: [{ start: at, end: at + 'const'.length, text: 'let' }] }];
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), text);
}
