/** The mends in Monaco: the light bulb and `Ctrl+.` at what the compiler found wrong. */
import type { Diagnostic } from '../../../shared/dialect/diagnostics.ts';
import { dialectLib } from '../../../shared/sources/index.ts';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import { languages, Range, type IDisposable } from '../monaco.ts';
import { pathOf } from '../models.ts';
import { showsAs } from '../markers.ts';
import { fixesFor } from './fixes.ts';
import { namesIn, together, type Names } from './names.ts';

/** By the variant of the protocol. */
const ofKernel = new Map<string, Names>();

function kernelNames(protocol: string): Names {
  const names = ofKernel.get(protocol) ?? namesIn([dialectLib, ...kernelOf(protocol).map(({ text }) => text)]);
  ofKernel.set(protocol, names);
  return names;
}

/** `diagnostics`: what the compiler says now; `protocol`: the variant that the program has. */
export function registerFixes(diagnostics: () => readonly Diagnostic[], protocol: () => string): IDisposable {
  return languages.registerCodeActionProvider('typescript', {
    provideCodeActions(model, range, { markers }) {
      const path = pathOf(model.uri);
      if (path.startsWith('kernel/')) return null;
      const text = model.getValue();
      const names = together(kernelNames(protocol()), namesIn([text]));
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
