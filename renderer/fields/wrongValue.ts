/** Nothing is done with what a field holds. That is said of this content: with another one it is of the past. */
export class WrongValue extends Error {
  /** What changes with the content. */
  readonly of: () => unknown;

  constructor(message: string, of: () => unknown) {
    super(message);
    this.of = of;
  }
}
