/**
 * Merges files that are lists of lines, such as ignore files: lines that are not there yet are
 * appended as a block of their own.
 */
export function mergeLines(base: string, added: string): string {
  const present = new Set(base.split('\n').map((line) => line.trim()));
  const fresh = added.split('\n').filter((line) => line.trim() === '' || !present.has(line.trim()));
  const block = fresh.join('\n').trim();
  return block === '' ? base : `${base.trimEnd()}\n\n${block}\n`;
}
