/** Whether a text has all the words that are looked for, in any order and case; no words are in every text. */
export function hasWords(text: string, query: string): boolean {
  const within = text.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => within.includes(word));
}
