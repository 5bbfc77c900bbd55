import { softmax } from './trees.ts';

/** Calibration on encounters that the trees have not seen; it becomes part of the exported graph. */
export interface Calibration {
  /** Factor and offset of each margin before the sigmoid or the softmax. */
  readonly scale: readonly number[];
  readonly offset: readonly number[];
}

/**
 * Platt scaling (Platt 1999): P = sigmoid(a·margin + b), fitted by Newton's method with a little ridge towards
 * a = 1, b = 0, so that few events cannot turn the scale around.
 */
export function plattScaling(margins: readonly number[], events: readonly boolean[]): Calibration {
  let [a, b] = [1, 0];
  const ridge = 1;
  for (let step = 0; step < 50; step += 1) {
    let [ga, gb, haa, hab, hbb] = [ridge * (a - 1), ridge * b, ridge, 0, ridge];
    for (const [i, margin] of margins.entries()) {
      const p = 1 / (1 + Math.exp(-(a * margin + b)));
      const error = p - (events[i] ? 1 : 0);
      const weight = p * (1 - p);
      ga += error * margin;
      gb += error;
      haa += weight * margin * margin;
      hab += weight * margin;
      hbb += weight;
    }
    const determinant = haa * hbb - hab * hab;
    const [da, db] = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
    a -= da;
    b -= db;
    if (Math.abs(da) + Math.abs(db) < 1e-10) break;
  }
  return { scale: [Math.fround(a)], offset: [Math.fround(b)] };
}

/**
 * Temperature and one offset per class (Guo and others 2017, "bias-corrected temperature scaling"), by gradient
 * descent on the log loss with a little ridge.
 */
export function temperatureScaling(
  margins: readonly (readonly number[])[],
  classes: readonly number[],
): Calibration {
  const count = margins[0]?.length ?? 0;
  let scale = 1;
  const offset = new Array<number>(count).fill(0);
  const ridge = 0.002;
  for (let step = 0; step < 400; step += 1) {
    let slope = ridge * (scale - 1);
    const slopes = offset.map((value) => ridge * value);
    for (const [i, row] of margins.entries()) {
      const shares = softmax(row.map((margin, k) => scale * margin + (offset[k] ?? 0)));
      for (const [k, share] of shares.entries()) {
        const error = (share - (classes[i] === k ? 1 : 0)) / margins.length;
        slope += error * (row[k] ?? 0);
        slopes[k] = (slopes[k] ?? 0) + error;
      }
    }
    scale -= 0.2 * slope;
    for (const [k, value] of slopes.entries()) offset[k] = (offset[k] ?? 0) - 0.5 * value;
  }
  return { scale: offset.map(() => Math.fround(scale)), offset: offset.map(Math.fround) };
}

/** Calibrated probabilities: one for a single margin, one per class for several. */
export function probabilitiesOf(margins: readonly number[], { scale, offset }: Calibration): number[] {
  const scaled = margins.map((margin, k) => (scale[k] ?? 1) * margin + (offset[k] ?? 0));
  return scaled.length === 1 ? [1 / (1 + Math.exp(-(scaled[0] ?? 0)))] : softmax(scaled);
}
