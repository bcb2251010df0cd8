/** What `faultline mutate --json` prints. docs/json-output.md. */
import { triedOf, type Trial } from '../mutate/mutant.ts';

export interface Mutation {
  /** The variant that was asked for; null: each scenario's own. */
  protocol: string | null;
  scenarios: readonly string[];
  trials: readonly Trial[];
  interrupted: boolean;
}

export function mutateReport(faultline: string, { trials, ...rest }: Mutation) {
  return { schema: 'faultline.mutate' as const, version: 1 as const, faultline, ...rest, tried: triedOf(trials) };
}
