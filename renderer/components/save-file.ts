/** Offers a file to the person through the browser's own way of saving; nothing is kept in memory afterwards. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the content over by the next turn of the loop.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
