/**
 * The false positive rate that follows from prevalence, positive predictive value and false negative rate
 * (Chouldechova, Big Data 2017;5:153): p/(1 − p) · (1 − PPV)/PPV · (1 − FNR). Where prevalence differs between groups,
 * equal predictive values and equal error rates cannot all hold. All arguments are shares; `prevalence` below 1 and
 * `ppv` above 0.
 */
export function impliedFalsePositiveRate(prevalence: number, ppv: number, fnr: number): number {
  return (prevalence / (1 - prevalence)) * ((1 - ppv) / ppv) * (1 - fnr);
}
