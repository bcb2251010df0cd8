/** The dialect's 32-bit arithmetic, in TypeScript: the meaning of each operator, for constant folding and for the step backend. */
import type { BinaryOp } from './ir.ts';

/** The result as a signed 32-bit number; comparisons give 0 or 1. Undefined for a division by zero. */
export function evaluate(op: BinaryOp, a: number, b: number): number | undefined {
  switch (op) {
    case 'add': return (a + b) | 0;
    case 'sub': return (a - b) | 0;
    case 'mul': return Math.imul(a, b);
    case 'div_s': return b === 0 ? undefined : (a / b) | 0;
    case 'div_u': return b === 0 ? undefined : ((a >>> 0) / (b >>> 0)) | 0;
    case 'rem_s': return b === 0 ? undefined : (a % b) | 0;
    case 'rem_u': return b === 0 ? undefined : ((a >>> 0) % (b >>> 0)) | 0;
    case 'and': return a & b;
    case 'or': return a | b;
    case 'xor': return a ^ b;
    case 'shl': return a << b;
    case 'shr_s': return a >> b;
    case 'shr_u': return (a >>> b) | 0;
    case 'eq': return +((a | 0) === (b | 0));
    case 'ne': return +((a | 0) !== (b | 0));
    case 'lt_s': return +(a < b);
    case 'le_s': return +(a <= b);
    case 'gt_s': return +(a > b);
    case 'ge_s': return +(a >= b);
    case 'lt_u': return +(a >>> 0 < b >>> 0);
    case 'le_u': return +(a >>> 0 <= b >>> 0);
    case 'gt_u': return +(a >>> 0 > b >>> 0);
    case 'ge_u': return +(a >>> 0 >= b >>> 0);
  }
}
