/** The published schemas of what `--json` prints: `npm run schemas` writes them; here they are held to be today's. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from '../../../shared/ipc/schema';
import { reportSchemas, type ReportName } from '../../../shared/report/report-schemas';
import { faultline } from '../cli/run-cli';
import { jsonSchema } from '../recording/json-schema';

const names = Object.keys(reportSchemas) as ReportName[];

describe('the published schema', () => {
  it.each(names)('of %s is today’s', async (name) => {
    await expect(`${JSON.stringify(jsonSchema(reportSchemas[name]), null, 2)}\n`).toMatchFileSnapshot(path.join(import.meta.dirname, '../../../docs/schemas/output', `${name}.json`));
  });

  it.each<[ReportName, ...string[]]>([
    ['faultline.list', 'list'],
    ['faultline.properties', 'list', '--properties'],
    ['faultline.layout', 'layout', '01', 'mm_struct'],
    ['faultline.check', 'check', '01'],
    ['faultline.error', 'check', 'nosuch'],
    ['faultline.explore', 'explore', '24'],
    ['faultline.catalogue', 'catalogue', '--only', 'B24', '--protocol', 'v1-rwsem-rcu'],
    ['faultline.litmus', 'litmus', 'SB'],
    ['faultline.run', 'run', '01', '--iterations', '50'],
  ])('of %s is one of what faultline %s %s prints', async (name, ...args) => {
    const printed = JSON.parse((await faultline([...args, '--json'])).stdout) as { schema: string };
    // Another reading of it than the one that it was made from.
    const read = z.fromJSONSchema(JSON.parse(JSON.stringify(jsonSchema(reportSchemas[name]))) as z.core.JSONSchema.JSONSchema);
    expect(read.safeParse(printed).error).toBeUndefined();
    for (const key of Object.keys(printed)) expect(read.safeParse({ ...printed, [key]: { none: true } }).success, key).toBe(false);
  });
});
