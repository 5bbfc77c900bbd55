import type { ScoreSummary } from '../../../core/contract/index.ts';
import { scoreName } from './evidence.ts';
import { Part } from './part.tsx';
import classes from './proposal.module.css';

/** The scores of this assessment; one that cannot be computed says so instead of a number. */
export function ScoreList({
  scores,
  chosen,
  onChoose,
}: {
  scores: Readonly<Record<string, ScoreSummary>>;
  chosen: string | null;
  onChoose: (score: string) => void;
}) {
  const entries = Object.entries(scores);
  if (entries.length === 0) return null;
  return (
    <Part title="Scores">
      <div className={classes.chips}>
        {entries.map(([id, score]) => (
          <button
            key={id}
            type="button"
            className={classes.chip}
            data-evidence={`score:${id}`}
            aria-pressed={id === chosen}
            onClick={() => onChoose(id)}
          >
            {scoreName(id)} {score.total === null ? 'not computed' : <b>{score.total}</b>}
            {score.band === null ? '' : ` ${score.band.replaceAll('-', ' ')}`}
          </button>
        ))}
      </div>
    </Part>
  );
}
