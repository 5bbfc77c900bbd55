export type Cell = string | number | null;

const shown = (cell: Cell): string => (cell === null ? '–' : String(cell));

/** Columns under their headings, numbers to the right, two spaces between. Nothing for no rows but the headings. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => shown(row[column] ?? null).length)),
  );
  const isNumeric = headings.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] !== 'string'),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumeric[column] ? shown(cell).padStart(width) : shown(cell).padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(headings), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)];
}

/** Names and values, one a line, values below each other. */
export function pairs(entries: readonly (readonly [string, Cell])[]): string[] {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${shown(value)}`.trimEnd());
}
