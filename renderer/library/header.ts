/** What a scenario says of itself, read off its text without compiling it: the library must show broken ones too. */

export interface ScenarioHeader {
  title: string | null;
  /** The first sentence of the header comment. */
  summary: string | null;
}

export function scenarioHeader(text: string): ScenarioHeader {
  return { title: titleOf(text), summary: firstSentence(headerComment(text)) };
}

function titleOf(text: string): string | null {
  const match = /\bscenario\(\s*\{[^}]*?\btitle:\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/.exec(text);
  const title = match?.[1] ?? match?.[2];
  return title ? title.replaceAll(/\\(.)/g, '$1') : null;
}

function headerComment(text: string): string {
  const block = /^\s*\/\*\*?([\s\S]*?)\*\//.exec(text);
  if (block) return plain(block[1]!.replaceAll(/^[ \t]*\*+/gm, ''));
  const lines = /^\s*((?:\/\/.*\r?\n?)+)/.exec(text);
  return lines ? plain(lines[1]!.replaceAll(/^[ \t]*\/\/+/gm, '')) : '';
}

function firstSentence(comment: string): string | null {
  if (!comment) return null;
  const end = /[.!?](?=\s|$)/.exec(comment);
  return end ? comment.slice(0, end.index + 1) : comment;
}

/** One paragraph, one line; a blank line ends it. */
function plain(comment: string): string {
  return (comment.trim().split(/\r?\n[ \t]*\r?\n/)[0] ?? '').replaceAll(/\s+/g, ' ').trim();
}
