/** A file that was dropped on one screen and is taken up by the next: files do not fit into an address. */
let handed: File | null = null;

export function handFile(file: File): void {
  handed = file;
}

/** The file that waits, once. */
export function takeFile(): File | null {
  const file = handed;
  handed = null;
  return file;
}
