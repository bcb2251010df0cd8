/** The palette's search: the letters of the query in order, better the closer together and the nearer to word starts. */

export interface Match {
  score: number;
  /** Indices of the matched letters, for marking them. */
  at: number[];
}

export function matchTitle(query: string, title: string): Match | null {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
  const text = title.toLowerCase();
  const at: number[] = [];
  let score = 0;
  let from = 0;
  for (const letter of wanted) {
    const index = nextIndex(text, letter, from);
    if (index < 0) return null;
    if (at.length > 0 && index === from) score += 3;
    if (isWordStart(text, index)) score += 2;
    score -= (index - from) * 0.05;
    at.push(index);
    from = index + 1;
  }
  return { score: score - title.length * 0.01, at };
}

/** The next letter, if it comes at once or begins a word; else its first place. */
function nextIndex(text: string, letter: string, from: number): number {
  if (text[from] === letter) return from;
  const first = text.indexOf(letter, from);
  for (let index = first; index >= 0; index = text.indexOf(letter, index + 1)) {
    if (isWordStart(text, index)) return index;
  }
  return first;
}

function isWordStart(text: string, index: number): boolean {
  return index === 0 || /[\s:./-]/.test(text[index - 1]!);
}
