/** While a recording is copied, or written anew. */
export interface CopyOptions {
  /** Aborted: its reason is thrown, and nothing is left. */
  signal?: AbortSignal;
  /** 0 to 1. */
  onProgress?: (share: number) => void;
}
