import type { z } from 'zod';
import type { ScoreSummary, scoreDefinitionSchema } from '../contract/index.ts';
import { computeScore, listScores, type ScoreComponent, summarise } from './triage/scores/index.ts';

/** Scores as forms and screens use them. */

/** Every score with its inputs; those that are not computed yet are listed as such. */
export function scoreDefinitions(): z.infer<typeof scoreDefinitionSchema>[] {
  return listScores().map(({ id, title, version, purpose, source, disabled, inputs }) => ({
    id,
    title,
    version,
    purpose: disabled ?? purpose,
    source,
    enabled: disabled === null,
    inputs: [...inputs],
  }));
}

export interface ScoreView extends ScoreSummary {
  readonly components: { name: string; value: string; points: number; text: string }[];
  readonly bandText: string | null;
}

/** Computes a score and shows what each item gave. @throws score.unknown, score.input */
export function scoreWithComponents(name: string, input: Record<string, unknown>): ScoreView {
  const result = computeScore(name, input);
  const components = 'components' in result ? result.components.map(toRow) : [];
  return { ...summarise(result), components, bandText: result.status === 'scored' ? result.bandText : null };
}

function toRow({ name, value, unit, points, text }: ScoreComponent): ScoreView['components'][number] {
  const words = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  return { name, value: unit === null ? words : `${words} ${unit}`, points, text };
}
