import type { Picture } from './picture.ts';

/**
 * Confidence: how much of what the level rests on was known and recognised. It is not a probability of being right.
 *
 *   0.90  a presentation was recognised       0.60  only a general rule fired       0.20  nothing was understood
 *  −0.10  the level comes from a default, not from a rule that fired
 *  −0.10  the age is unknown
 *  −0.03  for each of heart rate, respiratory rate, saturation, systolic pressure, temperature that is unknown
 *  −0.10  for each contradiction between text and vital signs (at most two)
 *  −0.05  the red flags rest on denials in the text
 *
 * The result is kept between 0.05 and 0.95.
 */
export function confidenceOf(
  picture: Picture,
  state: { readonly recognised: boolean; readonly understood: boolean; readonly byRule: boolean },
): number {
  let confidence = state.recognised ? 0.9 : state.understood ? 0.6 : 0.2;
  if (state.understood && !state.byRule) confidence -= 0.1;
  if (picture.ageDays === null) confidence -= 0.1;
  for (const vital of ['hr', 'rr', 'spo2', 'sbp', 'temp'] as const) {
    if (!picture.values.has(vital)) confidence -= 0.03;
  }
  confidence -= 0.1 * Math.min(2, picture.contradictions);
  if (picture.denied.size > 0) confidence -= 0.05;
  return Math.round(Math.min(0.95, Math.max(0.05, confidence)) * 100) / 100;
}
