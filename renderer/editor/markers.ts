/** The compiler's diagnostics as Monaco's markers. */
import type { Diagnostic } from '../../shared/dialect/diagnostics.ts';
import { pathOf } from './models.ts';
import { editor, MarkerSeverity } from './monaco.ts';

const owner = 'faultline';

/** Shows these diagnostics and no others, in every model there is. */
export function showMarkers(diagnostics: readonly Diagnostic[]): void {
  for (const model of editor.getModels()) {
    const path = pathOf(model.uri);
    editor.setModelMarkers(model, owner, diagnostics.filter(({ file }) => file === path).map(marker));
  }
}

function marker(diagnostic: Diagnostic): editor.IMarkerData {
  return {
    severity: MarkerSeverity.Error,
    message: diagnostic.message,
    source: diagnostic.source,
    code: diagnostic.code,
    startLineNumber: diagnostic.line,
    startColumn: diagnostic.column,
    endLineNumber: diagnostic.endLine,
    endColumn: diagnostic.endColumn,
  };
}

/** Whether a marker is the one that shows this diagnostic. */
export function showsAs({ startLineNumber, startColumn, message }: editor.IMarkerData, { line, column, message: said }: Diagnostic): boolean {
  return startLineNumber === line && startColumn === column && message === said;
}
