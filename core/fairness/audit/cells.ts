/** Equal rows counted once: entry `i` of every array is one combination of codes that occurs. */
export interface Cells {
  readonly length: number;
  /** One array of codes for each column. */
  readonly codes: readonly Uint16Array[];
  readonly rows: Float64Array;
  /** Sum of the weights of the rows, and of their squares. */
  readonly weight: Float64Array;
  readonly weightSquared: Float64Array;
}

export interface CellCounter {
  /** Counts one row; false when there are more different rows than can be held. */
  add(row: Uint16Array, weight: number): boolean;
  cells(): Cells;
}

/** Different rows that are held at most: some 100 MB. */
const MOST_CELLS = 2_000_000;

/**
 * Counts rows of codes as they come, so that a file of any length takes only as much memory as it has different rows.
 * @param width - codes in a row
 */
export function createCellCounter(width: number): CellCounter {
  let room = 1_024;
  let count = 0;
  let table = new Int32Array(room * 2).fill(-1);
  let codes = new Uint16Array(room * width);
  let rows = new Float64Array(room);
  let weights = new Float64Array(room);
  let squares = new Float64Array(room);

  const hashOf = (from: Uint16Array, offset: number) => {
    let hash = 0x811c9dc5;
    for (let i = 0; i < width; i += 1) hash = Math.imul(hash ^ (from[offset + i] ?? 0), 0x01000193);
    return hash ^ (hash >>> 15);
  };

  function grow(): void {
    room *= 2;
    codes = larger(codes, new Uint16Array(room * width));
    rows = larger(rows, new Float64Array(room));
    weights = larger(weights, new Float64Array(room));
    squares = larger(squares, new Float64Array(room));
    table = new Int32Array(room * 2).fill(-1);
    const mask = table.length - 1;
    for (let cell = 0; cell < count; cell += 1) {
      let at = hashOf(codes, cell * width) & mask;
      while ((table[at] ?? -1) >= 0) at = (at + 1) & mask;
      table[at] = cell;
    }
  }

  function find(row: Uint16Array): number {
    const mask = table.length - 1;
    let at = hashOf(row, 0) & mask;
    for (;;) {
      const cell = table[at] ?? -1;
      if (cell < 0) break;
      let i = 0;
      while (i < width && codes[cell * width + i] === row[i]) i += 1;
      if (i === width) return cell;
      at = (at + 1) & mask;
    }
    if (count === MOST_CELLS) return -1;
    if (count === room) {
      grow();
      return find(row);
    }
    table[at] = count;
    codes.set(row, count * width);
    count += 1;
    return count - 1;
  }

  return {
    add(row, weight) {
      const cell = find(row);
      if (cell < 0) return false;
      rows[cell] = (rows[cell] ?? 0) + 1;
      weights[cell] = (weights[cell] ?? 0) + weight;
      squares[cell] = (squares[cell] ?? 0) + weight * weight;
      return true;
    },
    cells: () => ({
      length: count,
      codes: Array.from({ length: width }, (_, column) =>
        Uint16Array.from({ length: count }, (_, cell) => codes[cell * width + column] ?? 0),
      ),
      rows: rows.slice(0, count),
      weight: weights.slice(0, count),
      weightSquared: squares.slice(0, count),
    }),
  };
}

function larger<T extends Uint16Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
