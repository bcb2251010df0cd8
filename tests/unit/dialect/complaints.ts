/** What is wrong with a snippet, a line each: `line:column rule «the code it is about» message`. */
import { checkSnippet, SNIPPET_PATH, type SnippetOptions } from './run-live.ts';

export function complaints(text: string, options?: SnippetOptions): string[] {
  const { diagnostics } = checkSnippet(text, options);
  return diagnostics.map(({ file, line, column, code, start, end, message }) => {
    const code_ = file === SNIPPET_PATH ? ` «${text.slice(start, end)}»` : ` (${file})`;
    return `${line}:${column} ${code}${code_} ${message}`;
  });
}
