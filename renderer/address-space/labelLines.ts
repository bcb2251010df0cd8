/** What stands in a VMA, in the lines that there is room for: each holds as many parts as fit, and the last says if it was cut. */
export function labelLines(parts: readonly string[], letters: number, most: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    const longer = line === undefined ? part : `${line}  ${part}`;
    if (line !== undefined && longer.length > letters && lines.length < most) lines.push(part);
    else lines[Math.max(lines.length - 1, 0)] = longer;
  }
  return lines.map((line) => (line.length > letters ? `${line.slice(0, Math.max(letters - 1, 0))}…` : line));
}
