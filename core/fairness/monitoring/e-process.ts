/**
 * Evidence against "both groups have the same rate" that may be looked at after every pair, for as long as one likes.
 *
 * For pairs X, Y in [0, 1] with the same mean given the past, E_t = ∏ (1 + λ_s (X_s − Y_s)) is the capital of somebody
 * who stakes the share λ_s on the next difference before seeing it. The game is fair, so the chance that the capital
 * ever reaches 1/α is at most α (Ville's inequality). Source: Chugg, Cortes-Gomez, Wilder and Ramdas, "Auditing
 * fairness by betting", NeurIPS 2023.
 */

/** State of one two-sided process; plain numbers, so that it is kept as JSON and taken up again. */
export interface EProcess {
  /** Pairs seen. */
  n: number;
  /** Sum of the differences. */
  sum: number;
  /** Sum of squared distances of each difference from the mean up to and including it. */
  squares: number;
  /** Natural logarithm of the capital that was staked on the group's rate being higher. */
  logUp: number;
  /** The same for the group's rate being lower. */
  logDown: number;
}

/** The largest share of the capital that is staked at once; below 1, so that no single pair can ruin it. */
export const LARGEST_STAKE = 0.75;

export const newEProcess = (): EProcess => ({ n: 0, sum: 0, squares: 0, logUp: 0, logDown: 0 });

/**
 * What is staked on the next pair, from the pairs before it alone: an approximation of the stake that makes capital
 * grow fastest, mean / (variance + mean²), cut to [0, LARGEST_STAKE] on either side. Mean and variance begin with one
 * imagined pair (difference 0, variance 1), so the first stake is 0. Source: "aGRAPA" in Waudby-Smith and Ramdas,
 * "Estimating means of bounded random variables by betting", JRSS B 2024;86:1, section B.3.
 */
export function nextStakes({ n, sum, squares }: EProcess): { up: number; down: number } {
  const mean = sum / (n + 1);
  const variance = (1 + squares) / (n + 1);
  const stake = mean / (variance + mean * mean);
  return {
    up: Math.min(LARGEST_STAKE, Math.max(0, stake)),
    down: Math.min(LARGEST_STAKE, Math.max(0, -stake)),
  };
}

/**
 * Takes one more pair in.
 * @param difference X − Y, in [−1, 1].
 */
export function addPair(process: EProcess, difference: number): void {
  const { up, down } = nextStakes(process);
  process.logUp += Math.log1p(up * difference);
  process.logDown += Math.log1p(-down * difference);
  process.n += 1;
  process.sum += difference;
  process.squares += (difference - process.sum / (process.n + 1)) ** 2;
}

/** log E of both sides: the mean of two fair games is a fair game. */
export function logEValue({ logUp, logDown }: Pick<EProcess, 'logUp' | 'logDown'>): number {
  const high = Math.max(logUp, logDown);
  return high + Math.log((Math.exp(logUp - high) + Math.exp(logDown - high)) / 2);
}

/**
 * The one-sided process with one fixed stake throughout: what the adaptive one is checked against.
 * @param stake λ with |λ| < 1
 * @returns E after each pair.
 */
export function fixedStakePath(differences: readonly number[], stake: number): number[] {
  let capital = 1;
  return differences.map((difference) => {
    capital *= 1 + stake * difference;
    return capital;
  });
}
