/** A switch as in the kernel's .config, and as `--config` takes it: `SEQ_BITS=32`, `NUMA=n`. */
export function switchText(name: string, value: boolean | number): string {
  return `${name}=${typeof value === 'number' ? value : value ? 'y' : 'n'}`;
}
