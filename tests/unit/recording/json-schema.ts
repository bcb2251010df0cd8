import { z } from '../../../shared/ipc/schema';
import { words } from '../../../shared/ipc/session';

/** Of the JSON as it is written: words, which are typed arrays here, are lists there. */
export function jsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema: made }) {
      if (zodSchema === words) Object.assign(made, { type: 'array', items: { type: 'integer', minimum: 0, maximum: 0xffffffff } });
    },
  });
}
