/** The mends in Monaco: the light bulb and `Ctrl+.` at what the compiler found wrong. */
import type { Diagnostic } from '../../../shared/dialect/diagnostics.ts';
import { kernelFiles } from '../../stores/library.ts';
import { languages, Range, type IDisposable } from '../monaco.ts';
import { pathOf } from '../models.ts';
import { showsAs } from '../markers.ts';
import { fixesFor } from './fixes.ts';
import { namesIn, together, type Names } from './names.ts';

let ofKernel: Names | undefined;

/** `diagnostics`: what the compiler says now. */
export function registerFixes(diagnostics: () => readonly Diagnostic[]): IDisposable {
  return languages.registerCodeActionProvider('typescript', {
    provideCodeActions(model, range, { markers }) {
      const path = pathOf(model.uri);
      if (path.startsWith('kernel/')) return null;
      const text = model.getValue();
      ofKernel ??= namesIn(kernelFiles.map((file) => file.text));
      const names = together(ofKernel, namesIn([text]));
      const actions = diagnostics()
        .filter((diagnostic) => diagnostic.file === path && Range.areIntersectingOrTouching(range, placeOf(diagnostic)))
        .flatMap((diagnostic) =>
          fixesFor(diagnostic, text, names).map(({ title, edits }, index): languages.CodeAction => ({
            title,
            kind: 'quickfix',
            isPreferred: index === 0,
            diagnostics: markers.filter((marker) => showsAs(marker, diagnostic)),
            edit: {
              edits: edits.map(({ start, end, text: by }) => ({
                resource: model.uri,
                versionId: model.getVersionId(),
                textEdit: { range: Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)), text: by },
              })),
            },
          })),
        );
      return { actions, dispose() {} };
    },
  }, { providedCodeActionKinds: ['quickfix'] });
}

function placeOf({ line, column, endLine, endColumn }: Diagnostic): Range {
  return new Range(line, column, endLine, endColumn);
}
