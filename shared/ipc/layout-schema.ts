/** The schemas of a program's structs and variables: they come from another process, or from a file that anybody may have written. */
import type { FieldType, StructLayout } from '../dialect/layout.ts';
import { z } from './schema.ts';

const count = z.int().min(0);
const name = z.string().max(1000);

const fieldTypeSchema: z.ZodType<FieldType> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['int', 'uint', 'ulong', 'boolean', 'void_ptr', 'unknown']) }),
    z.object({ kind: z.literal('callback'), params: count, returnsValue: z.boolean() }),
    z.object({ kind: z.literal('pointer'), struct: name }),
    z.object({ kind: z.literal('embedded'), struct: name, aligned: z.boolean() }),
    z.object({ kind: z.literal('array'), element: fieldTypeSchema, length: count }),
  ]),
);

export const structLayoutSchema: z.ZodType<StructLayout> = z.object({
  name,
  size: count,
  align: count,
  fields: z.array(z.object({ name, offset: count, size: count, type: fieldTypeSchema })),
});

export const globalSchema = z.object({ name, address: count, size: count, type: fieldTypeSchema });
