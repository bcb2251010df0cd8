/** Rows of a CSV file (RFC 4180). Texts may come from anybody: spreadsheets take what begins like a formula for one, and terminals obey. */
import { CONTROLS } from '../../../report/controls.ts';

export type Cell = string | number | null;

export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const shown = cell.replace(CONTROLS, ' ');
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${shown}` : shown;
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
