/** What a scenario has that is not done for its errors: `an error`, `3 errors`. */
export function errorsText(count: number): string {
  return count === 1 ? 'an error' : `${count} errors`;
}
