/** Pasted names and addresses, one by one, each once: lines, commas and semicolons part them. */
export function splitWhom(text: string): string[] {
  const all = text.split(/[\n,;]+/).map((who) => who.trim());
  return [...new Set(all.filter((who) => who !== ''))];
}
