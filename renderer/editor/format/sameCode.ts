/** Whether two texts are the same program, differing in nothing but the space between its words. */

const tokens = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|`(?:[^`\\]|\\[\s\S])*`?|\w+|\s+|[-+]+|[^\w\s]/g;

export function sameCode(a: string, b: string): boolean {
  const [left, right] = [words(a), words(b)];
  return left.length === right.length && left.every((word, index) => word === right[index]);
}

function words(text: string): string[] {
  // A comment may be indented otherwise, line by line; a string stays as it is.
  return (text.match(tokens) ?? []).filter((token) => !/^\s+$/.test(token)).map((token) => (/^\/[/*]/.test(token) ? token.split('\n').map((line) => line.trim()).join('\n') : token));
}
