/** Struct layouts as people ask for them: `faultline layout`. */
import { typeText } from '../dialect/field-path.ts';
import { CACHE_LINE, type StructLayout } from '../dialect/layout.ts';
import { z } from '../ipc/schema.ts';

export const layoutReportSchema = z.object({
  schema: z.literal('faultline.layout'),
  version: z.literal(1),
  faultline: z.string(),
  structs: z.array(
    z.object({
      name: z.string(),
      /** Bytes. */
      size: z.number(),
      align: z.number(),
      fields: z.array(
        /** `offset` and `size` in bytes; `line` and `lastLine` are cache lines (64 bytes) from the struct's start. */
        z.object({ name: z.string(), type: z.string(), offset: z.number(), size: z.number(), line: z.number(), lastLine: z.number() }),
      ),
    }),
  ),
});
export type LayoutReport = z.infer<typeof layoutReportSchema>;

export function layoutReport(faultline: string, structs: Iterable<StructLayout>): LayoutReport {
  return {
    schema: 'faultline.layout',
    version: 1,
    faultline,
    structs: [...structs].map(({ name, size, align, fields }) => ({
      name,
      size,
      align,
      fields: fields.map((field) => ({
        name: field.name,
        type: typeText(field.type),
        offset: field.offset,
        size: field.size,
        line: Math.floor(field.offset / CACHE_LINE),
        lastLine: Math.floor((field.offset + Math.max(1, field.size) - 1) / CACHE_LINE),
      })),
    })),
  };
}
