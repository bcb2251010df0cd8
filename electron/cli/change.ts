/** `--with FILE`: a change of the protocol that is tried on scenarios of others. */
import { type Change, changed, changeIn, lineInChange } from '../../shared/catalogue/change.ts';
import type { SourceText } from '../../shared/dialect/diagnostics.ts';
import type { Host } from './host.ts';
import type { Screen } from './progress.ts';
import { readScenario } from './scenario-file.ts';
import { UsageError } from './usage.ts';

/** Throws `UsageError`, `FileError`. */
export async function readChange(name: string): Promise<Change> {
  const { path, text } = await readScenario(name);
  const change = changeIn(path, text);
  if (!change) throw new UsageError(`--with ${name}: it overrides no kernel function. A change is one or more of override(f, (…) => { … });`);
  return change;
}

/** A scenario as it is, or with a change; `told` names what lies in the change by its own file and line, save in JSON, where lines are those of what was compiled. Throws as `readChange`. */
export async function withChange(host: Host, scenario: SourceText, { with: name, json = false }: { with?: string | undefined; json?: boolean | undefined }): Promise<{ scenario: SourceText; told: Host }> {
  if (name === undefined) return { scenario, told: host };
  const change = await readChange(name);
  const whole = { path: scenario.path, text: changed(scenario.text, change) };
  if (json) return { scenario: whole, told: host };
  const screen = (on: Screen): Screen => Object.assign(Object.create(on) as Screen, { write: (text: string) => on.write(placed(text, scenario, change)) });
  return { scenario: whole, told: { ...host, stdout: screen(host.stdout), stderr: screen(host.stderr) } };
}

/** Each `path:line` behind the scenario's own lines as a place of the change, and so the number beside a line that an error shows. */
function placed(text: string, { path, text: own }: SourceText, change: Change): string {
  const shown = text.replaceAll(/^(.+):(\d+)(:\d+: error: .*\n\n +)\2(?= │)/gm, (whole, file: string, digits: string, between: string) => {
    const line = file === path ? lineInChange(own, Number(digits)) : null;
    return line === null ? whole : `${file}:${digits}${between}${String(line).padStart(digits.length)}`;
  });
  const [before, ...places] = shown.split(`${path}:`);
  const told = places.map((place) => {
    const [digits = ''] = /^\d*/.exec(place)!;
    const line = lineInChange(own, Number(digits));
    return line === null ? `${path}:${place}` : `${change.name}:${line}${place.slice(digits.length)}`;
  });
  return before + told.join('');
}
