/** `--with FILE`: a change of the protocol that is tried on scenarios of others. */
import { type Change, changed, changeIn, ownLines } from '../../shared/catalogue/change.ts';
import type { SourceText } from '../../shared/dialect/diagnostics.ts';
import type { RecordedSource } from '../../shared/recording/contents.ts';
import { ownPlacesIn } from '../../shared/recording/own-places.ts';
import type { Host } from './host.ts';
import type { Screen } from './progress.ts';
import { readScenario } from './scenario-file.ts';
import { UsageError } from './usage-error.ts';

/** Throws `UsageError`, `FileError`. */
export async function readChange(name: string): Promise<Change> {
  const { path, text } = await readScenario(name);
  const change = changeIn(path, text);
  if (!change) throw new UsageError(`--with ${name}: it overrides no kernel function. A change is one or more of override(f, (…) => { … });`);
  return change;
}

/** A scenario as it is, or with a change; `told` names what lies in the change by its own file and line, save in JSON, where lines are those of what was compiled. Throws as `readChange`. */
export async function withChange(host: Host, scenario: SourceText, { with: name, json = false }: { with?: string | undefined; json?: boolean | undefined }): Promise<{ scenario: RecordedSource; told: Host }> {
  if (name === undefined) return { scenario, told: host };
  const change = await readChange(name);
  const whole = { path: scenario.path, text: changed(scenario.text, change), change: { path: change.name, after: ownLines(scenario.text) } };
  return { scenario: whole, told: toldOf(host, whole, json) };
}

/** Where it is told of such a scenario. */
export function toldOf(host: Host, scenario: RecordedSource, json: boolean): Host {
  if (!scenario.change || json) return host;
  const screen = (on: Screen): Screen => Object.assign(Object.create(on) as Screen, { write: (text: string) => on.write(placed(text, scenario)) });
  return { ...host, stdout: screen(host.stdout), stderr: screen(host.stderr) };
}

/** `--reach`: a line of the change's own file, by the end of its path, as one of what is compiled. */
export function reachIn({ path, change }: RecordedSource, reach: string | undefined): string | undefined {
  const [, name, first, last] = /^(.+):(\d{1,7})(?:-(\d{1,7}))?$/.exec(reach ?? '') ?? [];
  if (!change || change.path === path || name === undefined || !(change.path === name || change.path.endsWith(`/${name}`))) return reach;
  const compiled = (line: string): number => Number(line) + change.after;
  return `${path}:${compiled(first!)}${last === undefined ? '' : `-${compiled(last)}`}`;
}

/** What is said of a line of it, so that its number makes sense. */
export function linesOfChange(message: string, { path, change }: RecordedSource): string {
  return change && message.includes(path) ? `${message} (lines from ${change.after + 1} on are those of ${change.path})` : message;
}

/** Each place in the change, and so the number beside a line that an error shows. */
function placed(text: string, scenario: RecordedSource): string {
  const shown = text.replaceAll(/^(.+):(\d+)(:\d+: error: .*\n\n +)\2(?= │)/gm, (whole, file: string, digits: string, between: string) => {
    const line = file === scenario.path ? Number(digits) - scenario.change!.after : 0;
    return line > 0 ? `${file}:${digits}${between}${String(line).padStart(digits.length)}` : whole;
  });
  return ownPlacesIn(shown, scenario);
}
