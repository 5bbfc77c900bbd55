/** Names as people search for them: without accents, case or punctuation. */

/** The words of a text, folded: `O’Neill-Szymański` gives `oneill` and `szymanski`. */
export function foldedWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/['’ʼ`]/g, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('đ', 'd')
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '');
}

/** `14/3/1980`, `14.03.1980` or `1980-03-14` as `1980-03-14`; undefined for anything else. */
export function readSearchDate(query: string): string | undefined {
  const day = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(query.trim());
  if (day !== null) return `${day[3]}-${day[2]?.padStart(2, '0')}-${day[1]?.padStart(2, '0')}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(query.trim()) ? query.trim() : undefined;
}
