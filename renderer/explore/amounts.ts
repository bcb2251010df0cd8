/** Amounts as people type them: `4,000,000`, `4M`, `500k`. */

const sizes: Record<string, number> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

/** A whole number in this range; undefined when it is none. */
export function parseAmount(text: string, least: number, most: number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)$/.exec(text.trim().toLowerCase().replaceAll(',', ''));
  if (!match) return undefined;
  const amount = Math.round(Number(match[1]) * sizes[match[2]!]!);
  return amount >= least && amount <= most ? amount : undefined;
}

export function formatAmount(amount: number): string {
  for (const [unit, size] of [['G', 1e9], ['M', 1e6], ['k', 1e3]] as const) {
    if (amount >= size && amount % (size / 10) === 0) return `${amount / size} ${unit}`;
  }
  return String(amount);
}

/** As `parseAmount`, but null where nothing is typed: no bound. */
export function parseOptional(text: string, least: number, most: number): number | null | undefined {
  return text.trim() === '' ? null : parseAmount(text, least, most);
}
