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

const units: Record<string, number> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** Bytes as `500 M`, `1.5 G`, `2GB`; null where nothing is typed: no bound. Undefined when it is neither, or out of this range. */
export function parseSize(text: string, least: number, most: number): number | null | undefined {
  if (text.trim() === '') return null;
  const bytes = sizeOf(text);
  return bytes !== undefined && bytes >= least && bytes <= most ? bytes : undefined;
}

function sizeOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg])(?:i?b)?$/.exec(text.trim().toLowerCase());
  return match ? Math.round(Number(match[1]) * units[match[2]!]!) : undefined;
}

/** In the largest unit in which it is read as the same again; nothing for no bound. */
export function formatSize(bytes: number | null): string {
  if (bytes === null) return '';
  const texts = ['G', 'M', 'K'].map((unit) => `${Number((bytes / units[unit.toLowerCase()]!).toFixed(1))} ${unit}`);
  return texts.find((text) => sizeOf(text) === bytes) ?? texts.at(-1)!;
}

/** As `parseAmount`, but null where nothing is typed: no bound. */
export function parseOptional(text: string, least: number, most: number): number | null | undefined {
  return text.trim() === '' ? null : parseAmount(text, least, most);
}
