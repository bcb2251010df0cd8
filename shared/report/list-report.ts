/** What `faultline list --json` prints, with and without `--properties`. docs/json-output.md. */
import { z } from '../ipc/schema.ts';

const head = { version: z.literal(1), faultline: z.string() };

export const listReportSchema = z.object({
  schema: z.literal('faultline.list'),
  ...head,
  scenarios: z.array(z.object({ name: z.string(), title: z.string(), protocol: z.string() })),
});
export type ListReport = z.infer<typeof listReportSchema>;

export const propertiesReportSchema = z.object({
  schema: z.literal('faultline.properties'),
  ...head,
  properties: z.array(z.object({ name: z.string(), title: z.string(), sentence: z.string() })),
});
export type PropertiesReport = z.infer<typeof propertiesReportSchema>;

export function listReport(faultline: string, scenarios: ListReport['scenarios']): ListReport {
  return { schema: 'faultline.list', version: 1, faultline, scenarios };
}

export function propertiesReport(faultline: string, properties: PropertiesReport['properties']): PropertiesReport {
  return { schema: 'faultline.properties', version: 1, faultline, properties };
}
