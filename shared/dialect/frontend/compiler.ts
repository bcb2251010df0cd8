/** Sources in, diagnostics and a program out. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import ts from 'typescript';
import type { Diagnostic, SourceText } from '../diagnostics.ts';
import type { IrFunction, Program, ScenarioDecl } from '../ir.ts';
import { RUNTIME_FILES } from '../live/runtime.ts';
import { simplify } from '../passes/simplify.ts';
import { callGraph, checkAtomicBlocks, checkConditions, checkRecursion, reachable } from './call-graph.ts';
import { Constants } from './constants.ts';
import { collectDeclarations, type Declarations } from './declarations.ts';
import { Reporter } from './errors.ts';
import { lowerFunction } from './function.ts';
import { checkConfig, configOf, declareScenarioParts, MAX_THREADS, readScenario, type ScenarioParts } from './scenario.ts';
import { TypeScriptProgram } from './typescript-program.ts';
import { INT, TypeTable } from './types.ts';
import { Unit } from './unit.ts';

export interface CheckInput {
  scenario: SourceText;
  /** Every kernel file; of `kernel/variants/NAME.ts` only the chosen protocol's takes part. */
  kernel: readonly SourceText[];
  /** Instead of what the scenario says. */
  protocol?: string;
  config?: Record<string, boolean | number>;
}

export interface CheckResult {
  /** In source order; empty exactly when there is a program. */
  diagnostics: Diagnostic[];
  program: Program | null;
  /** Known even when the rest has errors. */
  scenario: ScenarioDecl;
}

export interface Compiler {
  check(input: CheckInput): CheckResult;
}

const VARIANTS = 'kernel/variants/';
const LIB = 'dialect/lib.d.ts';

/** A compiler that stays warm between checks. `lib` is the text of the dialect's `lib.d.ts`. */
export function createCompiler(lib: string): Compiler {
  const typescript = new TypeScriptProgram();
  return { check: (input) => check(typescript, lib, input) };
}

/** What a scenario says about itself; nothing else of it is looked at. */
export function describeScenario({ path, text }: SourceText): ScenarioDecl {
  return readScenario(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true), new Reporter());
}

/** The names of the protocol variants among the kernel's files. */
export function protocolsOf(kernel: readonly SourceText[]): string[] {
  return kernel.filter((k) => k.path.startsWith(VARIANTS)).map((k) => k.path.slice(VARIANTS.length, -'.ts'.length));
}

function check(typescript: TypeScriptProgram, lib: string, input: CheckInput): CheckResult {
  const reporter = new Reporter();
  const parsed = ts.createSourceFile(input.scenario.path, input.scenario.text, ts.ScriptTarget.ES2022, true);
  const scenario = readScenario(parsed, reporter);
  scenario.protocol = input.protocol ?? scenario.protocol;
  scenario.config = configOf(scenario, input.config ?? {});
  if (!protocolsOf(input.kernel).includes(scenario.protocol)) {
    reporter.at(parsed, 0, 0, 'dialect', 'unknown-protocol', `there is no protocol ${scenario.protocol}; there are ${protocolsOf(input.kernel).join(', ')}`);
    return { diagnostics: reporter.diagnostics, program: null, scenario };
  }
  const kernel = input.kernel.filter((k) => !k.path.startsWith(VARIANTS) || k.path === `${VARIANTS}${scenario.protocol}.ts`);
  const own = [...kernel, input.scenario];
  const program = typescript.check([{ path: LIB, text: lib }, ...RUNTIME_FILES, ...own]);
  const syntax = program.getSyntacticDiagnostics();
  if (syntax.length > 0) {
    reporter.typescript(syntax);
    return { diagnostics: sorted(reporter.diagnostics), program: null, scenario };
  }
  const files = [...RUNTIME_FILES.filter((f) => !f.path.endsWith('.d.ts')), ...own].map((s) => program.getSourceFile(s.path)!);
  const libFile = program.getSourceFile(LIB)!;
  const result = lowerProgram(program, [libFile, ...files], scenario, reporter, parsed);
  const found = new Reporter();
  found.typescript(program.getSemanticDiagnostics());
  const diagnostics = sorted([...reporter.diagnostics, ...found.diagnostics.filter((d) => !reporter.diagnostics.some((r) => covers(r, d)))]);
  if (diagnostics.length > 0 || !result) return { diagnostics, program: null, scenario };
  result.sourceHash = bytesToHex(sha256(utf8ToBytes(own.map((s) => `${s.path}\0${s.text}\0`).join(''))));
  return { diagnostics, program: result, scenario };
}

/** Where the dialect has said what is wrong, TypeScript's words on the same code only confuse. */
function covers(ours: Diagnostic, theirs: Diagnostic): boolean {
  return ours.file === theirs.file && ours.start <= theirs.start && theirs.end <= ours.end;
}

function sorted(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start));
}

function lowerProgram(program: ts.Program, files: ts.SourceFile[], scenario: ScenarioDecl, reporter: Reporter, scenarioFile: ts.SourceFile): Program | null {
  const declarations = collectDeclarations(files.slice(1), reporter);
  const unit = createUnit(program, files[0]!, declarations, scenario, reporter);
  const parts = declareScenarioParts(unit, declarations);
  checkThreads(parts, reporter, scenarioFile);
  const functions = new Map<string, IrFunction>();
  for (const decl of unit.functions.values()) functions.set(decl.name, simplify(lowerFunction(unit, decl)));
  checkConfig(scenario.config, unit.constants, reporter, scenarioFile);
  const graph = callGraph(functions, unit.callbacks.names);
  checkRecursion(unit, graph);
  checkConditions(unit, functions, graph, parts.conditions);
  checkAtomicBlocks(unit, functions, graph);
  if (reporter.diagnostics.length > 0) return null;
  const entry = { kernelInit: named(functions, 'kernel_init'), setup: parts.setup, teardown: parts.teardown, kernelExit: named(functions, 'kernel_exit') };
  const roots = [...Object.values(entry).filter((n) => n !== null), ...parts.threads.map((t) => t.fn), ...parts.conditions.map((c) => c.fn), ...unit.callbacks.names.slice(1)];
  const needed = reachable(graph, [...roots, ...[...functions.keys()].filter((n) => n.startsWith('$'))]);
  return {
    scenario, entry, ...parts,
    functions: new Map([...functions].filter(([name]) => needed.has(name))),
    structs: unit.types.structs,
    globals: [...unit.globals.values()].map(({ valueType: _, ...global }) => global),
    locals: unit.locals, sites: unit.sites, callbacks: unit.callbacks.names,
    events: unit.events.names, counters: unit.counters.names, histograms: unit.histograms.names,
    config: unit.constants.config, sourceHash: '',
  };
}

function named(functions: Map<string, IrFunction>, name: string): string | null {
  return functions.has(name) ? name : null;
}

function createUnit(program: ts.Program, lib: ts.SourceFile, declarations: Declarations, scenario: ScenarioDecl, reporter: Reporter): Unit {
  const checker = program.getTypeChecker();
  const constants = new Constants(reporter, scenario.config);
  const types = new TypeTable(checker, reporter, (name) => (ts.isIdentifier(name) ? constants.get(name.text)?.value : undefined));
  constants.types = types;
  const atomic = lib.statements.find((s) => ts.isInterfaceDeclaration(s) && s.name.text === 'atomic_t');
  for (const node of [...(atomic ? [atomic as ts.InterfaceDeclaration] : []), ...declarations.structs]) types.declare(node);
  for (const node of declarations.constants) constants.declare(node);
  constants.evaluateAll();
  types.layoutAll();
  const unit = new Unit(checker, reporter, types, constants, (file) => RUNTIME_FILES.some((f) => f.path === file));
  for (const { name, node } of declarations.globals) {
    if (!node.type) reporter.error(node, 'global', `say the type of \`${name}\``);
    const type = node.type ? types.resolve(node.type) : INT;
    const initial = node.initializer ? constants.expression(node.initializer) : { value: 0 };
    if (!initial) reporter.error(node.initializer ?? node, 'global', 'a global starts with a constant; set it in setup');
    unit.globals.set(name, { name, size: types.sizeOf(type), align: types.globalAlign(type), initial: initial?.value ?? 0, type: node.type?.getText() ?? 'int', valueType: type });
  }
  for (const decl of declarations.functions) {
    if (decl.name.startsWith('$') && !unit.isRuntime(decl.node.getSourceFile().fileName)) reporter.error(decl.node, 'reserved-name', 'names that begin with `$` belong to the dialect itself');
    unit.functions.set(decl.name, decl);
  }
  return unit;
}

function checkThreads(parts: ScenarioParts, reporter: Reporter, file: ts.SourceFile): void {
  const count = parts.threads.reduce((n, t) => n + t.instances, 1);
  if (!parts.threads.some((t) => t.kind === 'thread')) reporter.at(file, 0, 0, 'dialect', 'thread', 'the scenario has no thread: add thread(\'name\', () => { … })');
  if (count > MAX_THREADS) reporter.at(file, 0, 0, 'dialect', 'limit', `the program has ${count} threads, the boot thread and the kernel's included; ${MAX_THREADS} is the most`);
}
