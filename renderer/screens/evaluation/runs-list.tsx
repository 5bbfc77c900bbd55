import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { EvaluationRun } from '../../../core/contract/index.ts';
import { formatDateTime } from '../../app/format.ts';
import classes from './evaluation.module.css';
import { runWords } from './report-words.ts';

/** The evaluations of before, newest first. */
export function RunsList({ runs, shown }: { runs: readonly EvaluationRun[]; shown: string | null }) {
  if (runs.length === 0) return null;
  return (
    <nav aria-label="Evaluations">
      <ol className={classes.runs}>
        {runs.map((run) => (
          <li key={run.id}>
            <Link
              to="/evaluation"
              search={{ run: run.id }}
              className={classes.run}
              aria-current={run.id === shown ? 'page' : undefined}
            >
              <span className={classes.runName}>{run.name}</span>
              <span className="numbers">{runWords(run)}</span>
              <Text span c="dimmed" fz="sm" className="numbers">
                {formatDateTime(run.createdAt)}
              </Text>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
