/** From a scenario's text to a program and to live code, with the kernel that ships with the lab. Synchronous; may take some 100 ms. */
import { createCompiler, emitLive, type Backend, type CheckInput, type CheckResult, type Compiler, type LiveImage, type LiveOptions, type Program } from '../../shared/dialect/compile.ts';
import type { Diagnostic, SourceText } from '../../shared/dialect/diagnostics.ts';
import { factsOf } from '../../shared/dialect/facts/derive.ts';
import type { Facts } from '../../shared/dialect/facts/facts.ts';
import { dialectLib } from '../../shared/sources/index.ts';
import { isShipped, kernelOf, recordedKernel, shippedKernel } from '../../shared/variants/kernel.ts';

export interface ScenarioInput {
  scenario: SourceText;
  /** Instead of what the scenario says. */
  protocol?: string | undefined;
  config?: Record<string, boolean | number> | undefined;
  /** Instead of the kernel that ships with the lab: that of a recording, made with `protocol`. */
  kernel?: readonly SourceText[];
  /** The live backend unless told. */
  backend?: Backend;
  /** Switches that follow from the program's threads. */
  configOf?: CheckInput['configOf'];
}

export interface BuildResult {
  /** In source order; empty exactly when there is an image. */
  diagnostics: Diagnostic[];
  image: LiveImage | null;
}

/** Processors that keep the order of stores, so that release and acquire cost nothing there. */
const STRONG: readonly string[] = ['x64', 'ia32'];

let compiler: Compiler | undefined;

export function checkScenario({ scenario, protocol, config, configOf, kernel: given, backend }: ScenarioInput): CheckResult {
  // Made once: the first check reads the dialect's library and the kernel, later ones only what changed.
  compiler ??= createCompiler(dialectLib);
  // What ships is known to be sound, and has been parsed and lowered already.
  const recorded = given && !isShipped(given, protocol ?? '') ? given : undefined;
  const kernel = recorded ? recordedKernel(recorded, protocol ?? '') : shippedKernel;
  return compiler.check({ scenario, kernel, soundKernel: !recorded, ...(protocol !== undefined && { protocol }), ...(config && { config }), ...(configOf && { configOf }), ...(backend && { backend }) });
}

export function buildScenario(input: ScenarioInput, options: LiveOptions): BuildResult {
  const { diagnostics, program } = checkScenario(input);
  return { diagnostics, image: program && emitHere(program, options) };
}

/** Live code for this machine's processor. */
export function emitHere(program: Program, options: LiveOptions): LiveImage {
  return emitLive(program, { weak: !STRONG.includes(process.arch), ...options });
}

/** Of the dialect's primitives and of the kernel's functions with one variant; an unknown one leaves out what variants define. */
export function kernelFacts(protocol: string): Facts[] {
  return factsOf(kernelOf(protocol), dialectLib);
}
