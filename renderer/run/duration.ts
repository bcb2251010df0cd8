/** Durations as people type them: `5s`, `500 ms`, `2m`, `1.5 h`; a bare number is seconds; nothing is unlimited. */

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3600_000 };

/** Milliseconds; null for unlimited; undefined when it is not a duration. */
export function parseDuration(text: string, mostMs: number): number | null | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '' || trimmed === '∞' || trimmed === 'unlimited') return null;
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(trimmed);
  const unit = units[match?.[2] || 's'];
  if (!match || unit === undefined) return undefined;
  const ms = Math.round(Number(match[1]) * unit);
  return ms >= 1 && ms <= mostMs ? ms : undefined;
}

export function formatDuration(ms: number | null): string {
  if (ms === null) return '';
  if (ms % 3600_000 === 0) return `${ms / 3600_000} h`;
  if (ms % 60_000 === 0) return `${ms / 60_000} m`;
  if (ms % 1000 === 0) return `${ms / 1000} s`;
  return `${ms} ms`;
}
