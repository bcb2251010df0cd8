/** The matrix as docs/catalogue.md has it, between its words: what was explored, what could not be, and what stands beside the matrix. */
import { ALONE } from '../../shared/catalogue/cells.ts';
import { columnName, resultText } from '../../shared/catalogue/words.ts';
import { caseText, matrixLines, notApplicable, outcomeText, type Made } from './catalogue-text.ts';

export function catalogueMarkdown(made: Made): string {
  const { columns, results } = made;
  const further = results.filter(({ case: of }) => of.part === 'also');
  const names = (protocols: readonly string[]): string => protocols.map(nameOf).join(', ');
  const sections = [
    table(['', '', ...columns.map(nameOf)], matrixLines(made)),
    table(['Not applicable', 'in', 'as'], notApplicable(made).map(({ row, protocols, why }) => [row, names(protocols), why])),
    table(['Beside the matrix', ''], further.map((result) => [caseText(result), resultText(result)])),
    outcomeText(made),
  ];
  return sections.filter((each) => each !== '').join('\n');
}

function nameOf(protocol: string): string {
  return protocol === ALONE ? columnName(protocol) : `\`${protocol}\``;
}

/** Nothing where there are no rows. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell.replaceAll('|', '\\|')} `)).join('|')}|\n`;
  return rows.length === 0 ? '' : `${line(head)}|${'---|'.repeat(head.length)}\n${rows.map(line).join('')}`;
}
