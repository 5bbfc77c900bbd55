import type { Measured, Performance, ReliabilityBin } from '../../core/contract/models.ts';
import { isSufficient } from '../../core/fairness/metrics/sufficient.ts';
import { wilson } from '../../core/kernel/intervals.ts';
import { createRandom } from '../../core/kernel/random.ts';

/** A probability and whether the event came about. */
export interface Prediction {
  readonly probability: number;
  readonly event: boolean;
}

const BINS = 10;
const BOOTSTRAPS = 200;

/** Area under the receiver operating characteristic, by ranks with ties halved (Mann and Whitney). */
export function auroc(predictions: readonly Prediction[]): number {
  const sorted = [...predictions].sort((a, b) => a.probability - b.probability);
  let [events, sumOfRanks] = [0, 0];
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    let tied = 0;
    while (to < sorted.length && sorted[to]?.probability === sorted[from]?.probability) {
      if (sorted[to]?.event) tied += 1;
      to += 1;
    }
    sumOfRanks += tied * ((from + 1 + to) / 2);
    events += tied;
    from = to;
  }
  return (sumOfRanks - (events * (events + 1)) / 2) / (events * (sorted.length - events));
}

/** The same with a percentile bootstrap interval from a fixed seed; null with fewer than 10 on either side. */
export function aurocWithInterval(predictions: readonly Prediction[], seed: number): Measured | null {
  const events = predictions.filter(({ event }) => event).length;
  if (events < 10 || predictions.length - events < 10) return null;
  const random = createRandom(seed);
  const drawn = Array.from({ length: BOOTSTRAPS }, () =>
    auroc(predictions.map((_, __, all) => all[Math.floor(random.next() * all.length)] ?? all[0] ?? NONE)),
  )
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const at = (share: number) => drawn[Math.floor(share * (drawn.length - 1))] ?? Number.NaN;
  return { value: round(auroc(predictions)), low: round(at(0.025)), high: round(at(0.975)) };
}

const NONE: Prediction = { probability: 0, event: false };

/** Mean squared error of probabilities (Brier 1950). */
export function brier(predictions: readonly Prediction[]): number {
  return mean(predictions.map(({ probability, event }) => (probability - (event ? 1 : 0)) ** 2));
}

/** Ten bins of equal width: how often what was predicted came about, with Wilson intervals. */
export function reliability(predictions: readonly Prediction[]): ReliabilityBin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const inside = predictions.filter(
      ({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === bin,
    );
    const events = inside.filter(({ event }) => event).length;
    const n = inside.length;
    if (n === 0)
      return { from: bin / BINS, to: (bin + 1) / BINS, n, events, predicted: null, observed: null };
    const { low, high } = wilson(events, n);
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      n,
      events,
      predicted: round(mean(inside.map(({ probability }) => probability))),
      observed: { value: round(events / n), low: round(low), high: round(high) },
    };
  });
}

/** Expected calibration error: distance of prediction and observation over the bins, weighted by their size. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  return bins.reduce(
    (sum, bin) => sum + (bin.n / n) * Math.abs((bin.predicted ?? 0) - (bin.observed?.value ?? 0)),
    0,
  );
}

export function performanceOf(predictions: readonly Prediction[], seed: number): Performance {
  const events = predictions.filter(({ event }) => event).length;
  const share = events / predictions.length;
  return {
    n: predictions.length,
    events,
    auroc: aurocWithInterval(predictions, seed),
    brier: round(brier(predictions)),
    brierOfPrevalence: round(share * (1 - share)),
    ece: round(calibrationError(reliability(predictions))),
  };
}

/** Mean prediction minus observed share, and whether there is enough to judge by. */
export function gapOf(predictions: readonly Prediction[]): { gap: number; sufficient: boolean } {
  const events = predictions.filter(({ event }) => event).length;
  const predicted = mean(predictions.map(({ probability }) => probability));
  return {
    gap: round(predicted - events / predictions.length),
    sufficient: isSufficient(events, predictions.length),
  };
}

export const round = (value: number): number => Math.round(value * 10_000) / 10_000;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
