/** Sources in, diagnostics and a program out. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import ts from 'typescript';
import type { Diagnostic, SourceText } from '../diagnostics.ts';
import type { Program, ScenarioDecl, ThreadDecl } from '../ir.ts';
import { RUNTIME_FILES } from '../live/runtime.ts';
import type { Backend } from './backend.ts';
import { reportSyntax } from './c-syntax.ts';
import { reportComputedTypes } from './computed-types.ts';
import { Reporter } from './errors.ts';
import { KeptFunctions } from './kept-functions.ts';
import { lowerProgram } from './lower-program.ts';
import { isClean, mergeDiagnostics, sortDiagnostics } from './merge-diagnostics.ts';
import { didYouMean, nearest } from './nearest.ts';
import { reportNesting } from './nesting.ts';
import { readScenario } from './scenario.ts';
import { fileAt, TypeScriptProgram } from './typescript-program.ts';

/** The files of the kernel, by the protocol that a program asks for. */
export interface Kernel {
  protocols: readonly string[];
  files(protocol: string): readonly SourceText[];
}

export interface CheckInput {
  scenario: SourceText;
  kernel: Kernel;
  /** Instead of what the scenario says. */
  protocol?: string;
  config?: Record<string, boolean | number>;
  /** Switches that follow from the program's threads: before what the scenario says, not before `config`. Those that it lacks are left out. */
  configOf?: (threads: readonly ThreadDecl[]) => Record<string, boolean | number>;
  /** The live backend unless told. */
  backend?: Backend;
  /** The kernel has no mistakes of its own, so that TypeScript need not look for them where the scenario has none either. */
  soundKernel?: boolean;
}

export interface CheckResult {
  /** In source order; empty exactly when there is a program. */
  diagnostics: Diagnostic[];
  program: Program | null;
  /** Known even when the rest has errors. */
  scenario: ScenarioDecl;
}

export interface Compiler {
  /** Never throws: what the compiler itself cannot manage is a diagnostic too. */
  check(input: CheckInput): CheckResult;
}

const LIVE: Backend = { runtime: RUNTIME_FILES, memory: 'sc', packed: false, observes: false, marksStatements: false };
/** In place of a protocol: the scenario is a program of its own, without the kernel. */
const NO_KERNEL = 'none';
const LIB = 'dialect/lib.d.ts';
/** What TypeScript takes for a program: by other names it reads nothing at all, or declarations only. */
const SCENARIO_NAME = /(?<!\.d)\.[cm]?tsx?$/;
/** Characters of a scenario. */
const MAX_TEXT = 1 << 20;

/** By the texts alone: they are not parsed, as they are another program's. */
function protocolsWith(name: string, kernel: Kernel): string[] {
  return kernel.protocols.filter((protocol) => kernel.files(protocol).some(({ text }) => text.includes(`\nfunction ${name}(`)));
}

/** What one check leaves for the next. */
class Warm {
  readonly typescript = new TypeScriptProgram();
  readonly kept = new KeptFunctions();
}

/** A compiler that stays warm between checks. `lib` is the text of the dialect's `lib.d.ts`. */
export function createCompiler(lib: string): Compiler {
  let warm = new Warm();
  return {
    check(input) {
      try {
        return check(warm, lib, input);
      } catch (error) {
        warm = new Warm();
        return refuse(input.scenario, error);
      }
    },
  };
}

/** What a scenario says about itself; nothing else of it is looked at. */
export function describeScenario({ path, text }: SourceText): ScenarioDecl {
  return readScenario(parse({ path, text }), new Reporter()).decl;
}

function parse({ path, text }: SourceText): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

function check({ typescript, kept }: Warm, lib: string, input: CheckInput): CheckResult {
  if (input.scenario.text.length > MAX_TEXT) {
    return refused(input.scenario, 'limit', `a scenario has at most ${MAX_TEXT} characters; this one has ${input.scenario.text.length}`);
  }
  if (!SCENARIO_NAME.test(input.scenario.path)) return refused(input.scenario, 'scenario', "a scenario is TypeScript, in a file whose name ends in .ts, as mine.scenario.ts");
  const reporter = new Reporter();
  const parsed = parse(input.scenario);
  const source = readScenario(parsed, reporter);
  const scenario: ScenarioDecl = { ...source.decl, protocol: input.protocol ?? source.decl.protocol, config: { ...source.decl.config, ...input.config } };
  const protocols = [...input.kernel.protocols, NO_KERNEL];
  if (!protocols.includes(scenario.protocol)) {
    reporter.errorIn(parsed, source.nodes.get('protocol'), 'unknown-protocol', `there is no protocol ${scenario.protocol}; there are ${protocols.join(', ')}${didYouMean(nearest(scenario.protocol, protocols))}`);
    return { diagnostics: sortDiagnostics(reporter.diagnostics), program: null, scenario };
  }
  const backend = input.backend ?? LIVE;
  const kernel = scenario.protocol === NO_KERNEL ? [] : input.kernel.files(scenario.protocol);
  const given = [{ path: LIB, text: lib }, ...backend.runtime, ...kernel];
  if (given.some(({ path }) => path === input.scenario.path)) return refused(input.scenario, 'scenario', `${input.scenario.path} is a file of the kernel's, too: give the scenario another name, as mine.scenario.ts`);
  const own = [...kernel, input.scenario];
  const program = typescript.check([...given, input.scenario]);
  const syntax = program.getSyntacticDiagnostics();
  if (syntax.length > 0) {
    reportSyntax(syntax, reporter);
    return { diagnostics: sortDiagnostics(reporter.diagnostics), program: null, scenario };
  }
  const file = (path: string): ts.SourceFile => fileAt(program, path)!;
  const runtime = backend.runtime.filter((f) => !f.path.endsWith('.d.ts')).map((f) => file(f.path));
  const strange = [parsed, ...(input.soundKernel ? [] : kernel.map(parse))];
  if (strange.filter((each) => [reportComputedTypes, reportNesting].some((report) => report(each, reporter))).length > 0) return { diagnostics: sortDiagnostics(reporter.diagnostics), program: null, scenario };
  const { configOf } = input;
  const configFor = configOf && ((threads: readonly ThreadDecl[]) => ({ ...source.decl.config, ...configOf(threads), ...input.config }));
  const result = lowerProgram({ program, library: file(LIB), runtime, own: own.map((s) => file(s.path)), scenario, given: input.config ?? {}, source, protocolsWith: (name) => protocolsWith(name, input.kernel), backend, kept, configFor }, reporter);
  if (!input.soundKernel || !result || !isClean(program, file(input.scenario.path))) {
    const diagnostics = mergeDiagnostics(program, reporter.diagnostics);
    if (diagnostics.length > 0 || !result) return { diagnostics, program: null, scenario };
  }
  // The same wherever the person keeps the scenario, and whatever they call its file.
  const name = (s: SourceText): string => (s === input.scenario ? 'scenario' : s.path);
  const sourceHash = bytesToHex(sha256(utf8ToBytes(own.map((s) => `${name(s)}\0${s.text}\0`).join(''))));
  return { diagnostics: [], program: { ...result, sourceHash }, scenario: result.scenario };
}

/** The stack runs out on thousands of nested parentheses or blocks; anything else is a mistake of the compiler's own. */
function refuse(scenario: SourceText, error: unknown): CheckResult {
  if (error instanceof RangeError) return refused(scenario, 'limit', 'the program is too large or too deeply nested to compile');
  return refused(scenario, 'internal', `the compiler failed on this program, which is a mistake of its own: ${error instanceof Error ? error.message : String(error)}`);
}

function refused({ path }: SourceText, code: string, message: string): CheckResult {
  const place = { file: path, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const scenario = readScenario(parse({ path, text: '' }), new Reporter()).decl;
  return { diagnostics: [{ ...place, source: 'dialect', code, message }], program: null, scenario };
}
