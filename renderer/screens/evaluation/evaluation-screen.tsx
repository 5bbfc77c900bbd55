import { IconTarget } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { EvaluationRun, Job } from '../../../core/contract/index.ts';
import { useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { isActive } from '../../components/job-words.ts';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Note } from '../../components/note.tsx';
import { useJob } from '../../components/use-job.ts';
import { CasePane } from './case-pane.tsx';
import classes from './evaluation.module.css';
import { NewEvaluation } from './new-evaluation.tsx';
import { ReportPanels } from './report-panels.tsx';
import type { EvaluationSearch } from './routes.ts';
import { RunsList } from './runs-list.tsx';

/** How good is triage here? Start and runs on the left, the report, and the opened case beside it. */
export function EvaluationScreen() {
  const search = useSearch({ from: '/evaluation' });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const runs = useQuery(api.evaluation.runs.queryOptions({ input: {} }));
  const known = runs.data?.some(({ id }) => id === search.run) ?? false;
  // A run has the id of its job: what is not kept yet is still being worked on, or has failed.
  const job = useJob(search.run !== undefined && runs.data !== undefined && !known ? search.run : null);
  const shown = search.run ?? runs.data?.[0]?.id ?? null;
  const state = job?.state;
  useEffect(() => {
    if (state === 'done') void queryClient.invalidateQueries({ queryKey: api.evaluation.runs.key() });
  }, [state, queryClient]);

  const show = (next: EvaluationSearch, replace = true) =>
    void navigate({ to: '/evaluation', search: next, replace });
  return (
    <div className={classes.screen}>
      <div className={classes.side}>
        <NewEvaluation onStarted={(run) => show({ run }, false)} />
        {runs.data === undefined ? null : <RunsList runs={runs.data} shown={shown} />}
      </div>
      {runs.isPending ? <LoadingRows rows={10} label="Reading the evaluations" /> : null}
      {runs.isError ? <ErrorState error={runs.error} onRetry={() => void runs.refetch()} /> : null}
      {runs.data === undefined ? null : shown === null ? (
        <Nothing />
      ) : runs.data.some(({ id }) => id === shown) ? (
        <Shown key={shown} runId={shown} runs={runs.data} search={search} onShow={show} />
      ) : (
        <Underway job={job} />
      )}
    </div>
  );
}

function Nothing() {
  return (
    <div className={classes.report}>
      <h1 className="only-heard">Evaluation</h1>
      <EmptyState icon={IconTarget} title="Nothing was evaluated yet">
        Choose a file of cases whose right level is known, one a line. You see how often triage agrees, which
        emergencies it would have missed, and every disagreement with the words and the rule that decided.
      </EmptyState>
    </div>
  );
}

function Underway({ job }: { job: Job | undefined }) {
  return (
    <div className={classes.report}>
      <h1 className="only-heard">Evaluation</h1>
      {job === undefined ? <LoadingRows rows={6} label="Reading the evaluation" /> : null}
      {job !== undefined && (isActive(job) || job.state === 'done') ? <JobProgress job={job} /> : null}
      {job?.state === 'cancelled' ? <Note title="Cancelled">No report was made.</Note> : null}
      {job?.state === 'failed' && job.error !== null ? (
        <Note title={job.error.message}>
          {job.error.next} <code>{job.error.code}</code>
        </Note>
      ) : null}
    </div>
  );
}

function Shown({
  runId,
  runs,
  search,
  onShow,
}: {
  runId: string;
  runs: readonly EvaluationRun[];
  search: EvaluationSearch;
  onShow: (next: EvaluationSearch, replace?: boolean) => void;
}) {
  const opened = useQuery({
    ...api.evaluation.run.queryOptions({ input: { runId } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const here = { run: runId, ...(search.against === undefined ? {} : { against: search.against }) };
  const close = () => onShow(here);
  const disagreement = opened.data?.report.disagreements.find(({ id }) => id === search.case);
  useActions([
    {
      id: 'evaluation.closeCase',
      label: 'Close the case',
      group: 'Evaluation',
      keys: 'Escape',
      paletteHidden: true,
      disabled: disagreement === undefined,
      run: close,
    },
  ]);
  if (opened.isPending) return <LoadingRows rows={12} label="Reading the report" />;
  if (opened.data === undefined) {
    return <ErrorState error={opened.error} onRetry={() => void opened.refetch()} />;
  }
  const { run, report } = opened.data;
  return (
    <>
      <ReportPanels
        run={run}
        report={report}
        others={runs.filter(({ id }) => id !== runId)}
        against={search.against ?? null}
        onAgainst={(against) => onShow({ run: runId, ...(against === null ? {} : { against }) })}
        openCase={search.case ?? null}
        onOpenCase={(caseId) => onShow({ ...here, case: caseId })}
      />
      {disagreement === undefined ? null : (
        <CasePane key={disagreement.id} runId={runId} disagreement={disagreement} onClose={close} />
      )}
    </>
  );
}
