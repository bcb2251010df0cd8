/** Explains the name under the pointer, below what TypeScript says of it. */
import { languages, Range, type IDisposable } from '../monaco.ts';
import { uriOf } from '../models.ts';
import { factsText } from './factsText.ts';
import { kernelFacts } from './kernelFacts.ts';

/** `protocol`: the variant that the program has now. */
export function registerHover(protocol: () => string): IDisposable {
  return languages.registerHoverProvider('typescript', {
    async provideHover(model, position) {
      const word = model.getWordAtPosition(position);
      if (!word) return null;
      // A field may be called like a function.
      const before = model.getLineContent(position.lineNumber).slice(0, word.startColumn - 1);
      if (/\.\s*$/.test(before)) return null;
      const facts = (await kernelFacts(protocol())).get(word.word);
      if (!facts) return null;
      return {
        range: new Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn),
        contents: [{ value: factsText(facts, ({ file, line, column }) => `${uriOf(file).toString()}#${line},${column}`) }],
      };
    },
  });
}
