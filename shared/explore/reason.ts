/** Why there is no verdict, for who cannot set what it advises: `… than the search has room for (--objects)`. */
export function withoutFlags(reason: string): string {
  return reason.replace(/ \(--[a-z-]+\)/g, '');
}
