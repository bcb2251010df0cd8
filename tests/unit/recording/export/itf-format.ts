/** The Informal Trace Format as ADR-015 of Apalache describes it, to the letter: whatever it does not allow is an error. */
import { z } from 'zod';

const value: z.ZodType = z.lazy(() => z.union([
  z.string(), z.boolean(), z.int(), z.array(value),
  z.strictObject({ '#bigint': z.string().regex(/^-?[0-9]+$/) }),
  z.strictObject({ '#tup': z.array(value) }),
  z.strictObject({ '#set': z.array(value) }),
  z.strictObject({ '#map': z.array(z.tuple([value, value])) }),
  // A record's fields do not begin with #.
  z.record(z.string().regex(/^(?!#)/s), value),
]));

const trace = z.strictObject({
  '#meta': z.record(z.string(), z.unknown()).optional(),
  params: z.array(z.string()).optional(),
  vars: z.array(z.string()),
  states: z.array(z.record(z.string(), z.unknown())),
  loop: z.int().min(0).optional(),
});

export interface Itf {
  '#meta': Record<string, unknown>;
  vars: string[];
  states: Record<string, unknown>[];
  loop?: number;
}

/** Throws where the text is no such trace. */
export function parseItf(text: string): Itf {
  const parsed = trace.parse(JSON.parse(text));
  const { vars, states, loop } = parsed;
  if (loop !== undefined && loop >= states.length) throw new Error(`there is no state ${loop} to loop to`);
  states.forEach((state, index) => {
    const { '#meta': meta, ...values } = state;
    z.record(z.string(), z.unknown()).optional().parse(meta);
    if (Object.keys(values).toSorted().join() !== vars.toSorted().join()) throw new Error(`state ${index} has other variables`);
    for (const name of vars) value.parse(values[name]);
  });
  return parsed as Itf;
}
