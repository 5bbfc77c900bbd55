import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { importReportSchema, type Job } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatDateTime } from '../../app/format.ts';
import { JOB_STATE_WORDS } from '../../components/job-words.ts';
import { Panel } from '../../components/panel.tsx';
import classes from './import.module.css';
import { summaryOf } from './report-words.ts';

/** Imports of before, each with its report. */
export function EarlierImports({ open }: { open: string | null }) {
  const jobs = useQuery(api.ops.jobs.queryOptions({ input: {} }));
  const imports = (jobs.data ?? [])
    .filter((job) => job.kind === 'import' && job.id !== open)
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (imports.length === 0) return null;
  return (
    <Panel title="Earlier imports" padded={false}>
      <ol className={classes.earlier}>
        {imports.map((job) => (
          <li key={job.id}>
            <Link to="/patients/import" search={{ job: job.id }} className={classes.earlierLink}>
              <Text span className="numbers">
                {formatDateTime(job.createdAt)}
              </Text>
              <span>{wordsOf(job)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function wordsOf(job: Job): string {
  const report = importReportSchema.safeParse(job.result).data;
  if (job.state === 'done' && report !== undefined) return summaryOf(report);
  return `${job.title} by ${job.startedBy}: ${JOB_STATE_WORDS[job.state].toLowerCase()}`;
}
