import type { TargetScaleId } from '../../../core/contract/index.ts';

/** The scales of target times, as they are chosen. The minutes themselves are knowledge of the core. */
export const SCALE_WORDS: readonly { id: TargetScaleId; label: string }[] = [
  { id: 'manchester', label: 'Manchester Triage' },
  { id: 'australasian', label: 'Australasian Triage Scale' },
  { id: 'canadian', label: 'Canadian Triage and Acuity Scale' },
];

export function scaleLabel(id: TargetScaleId): string {
  return SCALE_WORDS.find((scale) => scale.id === id)?.label ?? id;
}
