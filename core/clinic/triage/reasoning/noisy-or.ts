/**
 * The arithmetic of the network, in natural logarithms so that every finding adds its own share.
 *
 * A finding is a noisy-or of the condition and a leak, the chance that it is present for another reason:
 *
 *   P(finding | condition)      = 1 − (1 − leak)(1 − cause)
 *   P(finding | something else) = leak
 *
 * Sources: Pearl, Probabilistic Reasoning in Intelligent Systems (1988), noisy-or; Shwe et al., Methods of
 * Information in Medicine 30 (1991), QMR-DT; Heckerman, quickscore (1989), of which this is the case of one
 * condition at a time.
 */

/** ln of the likelihood ratio of a finding that is present. Never negative. Both arguments are in (0, 1). */
export function presentWeight(leak: number, cause: number): number {
  return Math.log((1 - (1 - leak) * (1 - cause)) / leak);
}

/** ln of the likelihood ratio of a finding that is absent: (1 − leak)(1 − cause) / (1 − leak). Never positive. */
export function absentWeight(cause: number): number {
  return Math.log(1 - cause);
}

/**
 * Probabilities of competing explanations, exactly one of which is taken to be true.
 *
 * @param logOdds - for each condition, ln(prior / prior of something else) + the sum of its weights.
 * @returns for each condition its probability; what is missing to one belongs to "something else".
 */
export function posterior(logOdds: readonly number[]): number[] {
  const highest = Math.max(0, ...logOdds); // 0 is something else; subtracting the highest avoids overflow
  let total = Math.exp(-highest);
  for (const value of logOdds) total += Math.exp(value - highest);
  return logOdds.map((value) => Math.exp(value - highest) / total);
}
