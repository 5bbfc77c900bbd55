/** Values under small codes: entry `i` of `codes` is a position in `values`. */
export interface CodedColumn {
  readonly values: readonly string[];
  readonly codes: Uint16Array;
}

/** Groups that several columns make together; `values[g]` holds one value of each column for group `g`. */
export interface Intersections {
  readonly values: readonly (readonly string[])[];
  readonly codes: Uint16Array;
}

/** Most groups that codes of 16 bits can tell apart. */
export const MOST_GROUPS = 65_535;

/**
 * The groups that occur when several columns are read together, in the order of their first entry. Returns null when
 * there are more than 65,535 of them.
 */
export function intersect(columns: readonly CodedColumn[]): Intersections | null {
  const length = columns[0]?.codes.length ?? 0;
  const codes = new Uint16Array(length);
  const values: string[][] = [];
  const known = new Map<string, number>();
  for (let i = 0; i < length; i += 1) {
    const key = columns.map((column) => column.codes[i] ?? 0).join(' ');
    let code = known.get(key);
    if (code === undefined) {
      if (values.length === MOST_GROUPS) return null;
      code = values.push(columns.map((column) => column.values[column.codes[i] ?? 0] ?? '')) - 1;
      known.set(key, code);
    }
    codes[i] = code;
  }
  return { values, codes };
}

/** A column of values as codes, in the order in which they first appear. */
export function codeColumn(values: readonly string[]): CodedColumn {
  const found: string[] = [];
  const codeOf = new Map<string, number>();
  const codes = new Uint16Array(values.length);
  for (const [index, value] of values.entries()) {
    let code = codeOf.get(value);
    if (code === undefined) {
      code = found.push(value) - 1;
      codeOf.set(value, code);
    }
    codes[index] = code;
  }
  return { values: found, codes };
}
