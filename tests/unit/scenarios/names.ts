/** `11-up-read` of `scenarios/11-up-read.scenario.ts`. */
export function nameOf({ path }: { path: string }): string {
  return path.slice('scenarios/'.length, -'.scenario.ts'.length);
}
