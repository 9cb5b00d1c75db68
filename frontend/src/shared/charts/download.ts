/** Hands a text made in the browser to the person as a file. */
export function downloadText(filename: string, text: string, type: string) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** fileName('csv', 'Shop reviews', 'accuracy') -> "shop-reviews-accuracy.csv" */
export function fileName(ending: string, ...parts: string[]): string {
  const plain = parts.join(' ').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return `${plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'chart'}.${ending}`;
}
