/** Lowers a whole program: symbol tables, every function, and the rules that look at all of it. */
import ts from 'typescript';
import type { IrFunction, Program, PropertyDecl, ScenarioDecl, ThreadDecl } from '../ir.ts';
import { callGraph, reachable } from '../passes/call-graph.ts';
import type { Backend } from './backend.ts';
import { checkAtomicBlocks, checkConditions, checkRecursion } from './call-rules.ts';
import { Constants } from './constants.ts';
import { collectDeclarations, type Declarations } from './declarations.ts';
import { Reporter } from './errors.ts';
import type { KeptFunctions } from './kept-functions.ts';
import { checkLimits } from './limits.ts';
import { checkDuplicates, checkReservedNames } from './names.ts';
import { didYouMean, nearest } from './nearest.ts';
import { checkObservers } from './observer-rules.ts';
import { declareProperties } from './properties.ts';
import { declareScenarioParts } from './scenario-parts.ts';
import type { ScenarioSource } from './scenario.ts';
import { checkSwitchesAgree, outOfRange } from './switches.ts';
import { TypeTable, UNKNOWN } from './types.ts';
import { Unit } from './unit.ts';

export interface LoweringInput {
  program: ts.Program;
  library: ts.SourceFile;
  /** The backend's runtime, which may use names with `$`. */
  runtime: readonly ts.SourceFile[];
  /** The kernel's files, then the scenario. */
  own: readonly ts.SourceFile[];
  scenario: ScenarioDecl;
  /** Those of its switches that are not its own. */
  given: ScenarioDecl['config'];
  source: ScenarioSource;
  /** The protocols in which there is a function of this name. */
  protocolsWith: (name: string) => string[];
  backend: Backend;
  kept: KeptFunctions;
  /** The scenario's switches when these are its threads. */
  configFor?: ((threads: readonly ThreadDecl[]) => ScenarioDecl['config']) | undefined;
}

/** The program, its `sourceHash` still empty; null when there are errors. */
export function lowerProgram(input: LoweringInput, reporter: Reporter): Program | null {
  const { program, library, runtime, own } = input;
  // First: it gives nodes their parents.
  const checker = program.getTypeChecker();
  const declarations = collectDeclarations([...runtime, ...own], reporter);
  checkDuplicates(library, [...runtime, ...own], declarations, reporter);
  for (const file of own) checkReservedNames(file, reporter);
  const config = configOf(checker, input, declarations);
  const unit = createUnit(checker, input, config, declarations, reporter);
  const functions = new Map<string, IrFunction>();
  const lower = input.kept.lowering(unit, declarations, [...runtime, ...own.slice(0, -1)]);
  // The runtime comes first, so that it is the very same in all programs.
  for (const decl of unit.functions.values()) if (unit.isRuntime(decl.node.getSourceFile().fileName)) functions.set(decl.name, lower(decl));
  const parts = declareScenarioParts(unit, declarations);
  const observers = declareProperties(unit, declarations);
  const scenarioFile = own.at(-1)!;
  if (!declarations.calls.some((c) => c.callee === 'thread')) reporter.errorIn(scenarioFile, undefined, 'thread', 'the scenario has no thread: add thread(\'name\', () => { … })');
  for (const decl of unit.functions.values()) if (!functions.has(decl.name)) functions.set(decl.name, lower(decl));
  checkSwitchesAgree(own, unit.constants, reporter);
  checkSwitches(input, unit, scenarioFile);
  const graph = callGraph(functions, unit.callbacks.names);
  checkRecursion(unit, graph);
  checkConditions(unit, functions, graph, parts.conditions);
  checkAtomicBlocks(unit, functions, graph);
  checkLimits(unit, functions, scenarioFile);
  // Without a kernel, a function that happens to be called so is one like any other.
  const ofKernel = (name: string): string | null => (own.length > 1 && functions.has(name) ? name : null);
  const entry = { kernelInit: ofKernel('kernel_init'), setup: parts.setup, teardown: parts.teardown, kernelExit: ofKernel('kernel_exit') };
  const roots = [...Object.values(entry).filter((n) => n !== null), ...parts.threads.map((t) => t.fn), ...parts.conditions.map((c) => c.fn), ...unit.callbacks.names.slice(1)];
  const plain = reachable(graph, [...roots, ...[...functions.keys()].filter((n) => n.startsWith('$'))]);
  checkEvents(unit, functions, declarations);
  const ghosts = checkObservers(unit, functions, graph, observers, plain);
  if (reporter.diagnostics.length > 0) return null;
  const observing = input.backend.observes ? observers : [];
  const needed = new Set([...plain, ...reachable(graph, observing.map((o) => o.fn))]);
  const inUse = [...functions].filter(([name]) => needed.has(name));
  return {
    scenario: { ...input.scenario, config }, memory: input.backend.memory, entry, ...parts, observers: observing, properties: propertiesOf(unit, functions),
    overrides: parts.overrides.filter((name) => needed.has(name)),
    functions: new Map(inUse), numbersAddresses: inUse.some(([, fn]) => fn.numbersAddresses),
    structs: unit.types.structs,
    globals: [...unit.globals.values()].filter((g) => input.backend.observes || !ghosts.has(g.name)),
    locals: unit.locals, sites: unit.sites, callbacks: unit.callbacks.names,
    events: unit.events.names, counters: unit.counters.names, histograms: unit.histograms.names,
    config: unit.constants.config, sourceHash: '',
  };
}

/** The switches' values: those that follow from the threads are known when the threads are, which constants and structs come before. */
function configOf(checker: ts.TypeChecker, input: LoweringInput, declarations: Declarations): ScenarioDecl['config'] {
  const { configFor, scenario } = input;
  if (!configFor) return scenario.config;
  // What is wrong is reported when it is done in earnest.
  const draft = createUnit(checker, input, scenario.config, declarations, new Reporter());
  const { threads } = declareScenarioParts(draft, declarations);
  const known = (name: string): boolean => Object.hasOwn(scenario.config, name) || Object.hasOwn(draft.constants.config, name);
  return Object.fromEntries(Object.entries(configFor(threads)).filter(([name]) => known(name)));
}

function createUnit(checker: ts.TypeChecker, { library, runtime, backend, protocolsWith }: LoweringInput, config: ScenarioDecl['config'], declarations: Declarations, reporter: Reporter): Unit {
  const constants = new Constants(checker, reporter, config);
  const types = new TypeTable(checker, reporter, constants, backend.packed);
  constants.types = types;
  types.declareLibrary(library);
  for (const node of declarations.structs) types.declare(node);
  for (const node of declarations.constants) constants.declare(node);
  constants.evaluateAll();
  types.layoutAll();
  for (const node of declarations.aliases) types.checkAlias(node);
  const unit = new Unit(checker, reporter, types, constants, (file) => runtime.some((f) => f.fileName === file), backend.marksStatements, protocolsWith);
  for (const { name, node } of declarations.globals) if (!unit.globals.has(name)) declareGlobal(unit, name, node);
  for (const decl of declarations.functions) if (!unit.functions.has(decl.name)) unit.functions.set(decl.name, decl);
  return unit;
}

function declareGlobal({ types, constants, reporter, globals }: Unit, name: string, node: ts.VariableDeclaration): void {
  if (!node.type) reporter.error(node, 'global', `say the type of \`${name}\``);
  const type = node.type ? types.resolve(node.type) : UNKNOWN;
  const initial = node.initializer && constants.expression(node.initializer);
  if (initial && node.type) constants.typed(initial, node.type, node.initializer);
  if (node.initializer && !initial) constants.explain(node.initializer, 'a global starts with a constant; set it in setup');
  globals.set(name, { name, size: types.sizeOf(type), align: types.globalAlign(type), initial: initial?.value ?? 0, type: node.type?.getText() ?? '', valueType: type });
}

/** The properties, I2 before I10, each with whether some code checks it. */
function propertiesOf(unit: Unit, functions: Map<string, IrFunction>): PropertyDecl[] {
  const checked = new Set<string>();
  for (const { blocks } of functions.values()) for (const { instrs } of blocks) for (const i of instrs) if (i.op === 'check') checked.add(i.property);
  const inOrder = [...unit.properties.values()].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  return inOrder.map((p) => ({ ...p, checked: checked.has(p.name) }));
}

/** Complains about observed events that no tracepoint ever makes: a misspelling, or an override that has left it out. */
function checkEvents(unit: Unit, functions: Map<string, IrFunction>, declarations: Declarations): void {
  const made = new Set<string>();
  for (const { blocks } of functions.values()) for (const { instrs } of blocks) for (const i of instrs) if (i.op === 'tracepoint') made.add(unit.events.names[i.event]!);
  for (const { callee, node } of declarations.calls) {
    const name = node.arguments[0];
    if (callee !== 'observe' || !name || !ts.isStringLiteralLike(name) || made.has(name.text)) continue;
    const target = overriddenMaker(declarations, name.text);
    if (target) unit.reporter.error(target, 'override', `${target.getText()} makes the tracepoint '${name.text}', by which a property knows of it: make it in what takes its place, too`);
    else unit.reporter.error(name, 'observer', `no tracepoint of the program is called '${name.text}'`);
  }
}

/** Where the function that makes the event is overridden. */
function overriddenMaker({ calls, functions }: Declarations, event: string): ts.Expression | undefined {
  const makes = (node: ts.Node): boolean => {
    const [name] = ts.isCallExpression(node) && node.expression.getText() === 'tracepoint' ? node.arguments : [];
    return (name !== undefined && ts.isStringLiteralLike(name) && name.text === event) || ts.forEachChild(node, makes) === true;
  };
  const makers = new Set(functions.flatMap(({ name, node }) => (makes(node) ? [name] : [])));
  return calls.find(({ callee, node }) => callee === 'override' && makers.has(node.arguments[0]?.getText() ?? ''))?.node.arguments[0];
}

/** Complains about switches that no source asks for, most likely a misspelling, and about values that are not of their kind. */
function checkSwitches({ scenario, given: others, source }: LoweringInput, { constants, reporter }: Unit, file: ts.SourceFile): void {
  const known = Object.keys(constants.config);
  for (const [name, given] of Object.entries(scenario.config)) {
    const isGiven = Object.hasOwn(others, name);
    const complain = (code: 'unknown-switch' | 'scenario', message: string): void =>
      isGiven ? reporter.given(file, { name, value: given }, code, message) : reporter.errorIn(file, source.nodes.get(`config.${name}`), code, message);
    const value = Object.hasOwn(constants.config, name) ? constants.config[name] : undefined;
    if (value === undefined) complain('unknown-switch', `there is no switch ${name}; the program has ${known.join(', ') || 'none'}${didYouMean(nearest(name, known))}`);
    else if (typeof value === 'boolean' && typeof given === 'number') complain('scenario', `the switch ${name} is on or off: true or false here, y or n on the command line, not ${given}`);
    else if (typeof value === 'number' && typeof given === 'boolean') complain('scenario', `the switch ${name} is a number, not on or off (true or false here, y or n on the command line)`);
    else if (typeof given === 'number') {
      const odd = outOfRange(name, given, constants.ranges.get(name)!);
      if (odd !== null) complain('scenario', odd);
    }
  }
}
