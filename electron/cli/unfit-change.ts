/** A change that compiles in no variant of the protocol: that is said once, and not of each exploration. */
import { type Change, changed, lineInChange } from '../../shared/catalogue/change.ts';
import type { Diagnostic } from '../../shared/dialect/diagnostics.ts';
import { defaultScenario } from '../../shared/sources/index.ts';
import { VARIANTS } from '../../shared/variants/variants.ts';
import type { checkScenario } from '../engine/compile.ts';
import { reportDiagnostics } from './compile.ts';
import { EXIT, type Host } from './host.ts';
import { printable } from './text.ts';

/** What is wrong with it, by its own lines; null: it compiles in some variant. Tried with the scenario that a person sees first. */
export function unfitIn(change: Change, check: typeof checkScenario): Diagnostic[] | null {
  const scenario = { path: defaultScenario.path, text: changed(defaultScenario.text, change) };
  const found = new Map<string, { each: Diagnostic; variants: string[] }>();
  for (const { name } of VARIANTS) {
    const { program, diagnostics } = check({ scenario, protocol: name });
    if (program) return null;
    for (const each of diagnostics) {
      const known = `${each.file}:${each.start} ${each.message}`;
      const { variants } = found.get(known) ?? found.set(known, { each, variants: [] }).get(known)!;
      variants.push(name);
    }
  }
  return [...found.values()].map(({ each, variants }) => ({
    ...placed(each, change),
    message: variants.length === VARIANTS.length ? each.message : `${each.message} (in ${variants.join(', ')})`,
  }));
}

/** Prints it; answers the exit code. */
export function reportUnfit(host: Host, change: Change, diagnostics: Diagnostic[], json: boolean): number {
  reportDiagnostics(host, { path: change.name, text: change.text }, diagnostics, json);
  if (!json) host.stderr.write(`faultline: ${printable(change.name)} compiles in no variant of the protocol, so nothing was explored\n`);
  return EXIT.wrong;
}

/** A place behind the scenario's own lines is one of the change. */
function placed(each: Diagnostic, change: Change): Diagnostic {
  const line = each.file === defaultScenario.path ? lineInChange(defaultScenario.text, each.line) : null;
  return line === null ? each : { ...each, file: change.name, line, endLine: each.endLine + line - each.line };
}
