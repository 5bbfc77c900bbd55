/**
 * What a benchmark reports. Machines are shared and noisy, so a goal is a ratio against a baseline of the same run
 * wherever there is one; absolute goals come from the requirements and are read with that in mind.
 */
export interface Figure {
  /** Stable id: `writes.ratio`. */
  readonly id: string;
  readonly title: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: { readonly kind: 'atLeast' | 'atMost'; readonly value: number };
}

export interface Suite {
  readonly id: string;
  readonly title: string;
  /** Why the suite cannot run on this machine, or null. */
  readonly unavailable?: () => string | null;
  run(say: (text: string) => void): Promise<Figure[]>;
}

export function meetsGoal(figure: Figure): boolean | null {
  if (!figure.goal) return null;
  return figure.goal.kind === 'atLeast'
    ? figure.value >= figure.goal.value
    : figure.value <= figure.goal.value;
}

/** The value below which the given share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]) => percentile(samples, 0.5);

/** Milliseconds that `work` takes. */
export function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** As `timed`, for asynchronous work. */
export async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
