import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../../app/client.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { AssessmentSkeleton } from './assessment-skeleton.tsx';
import { AssessmentView } from './assessment-view.tsx';

/** One encounter: what was taken in, what the rules propose and why, and what a person decides. */
export function AssessmentScreen() {
  const { encounterId } = useParams({ from: '/triage/$encounterId' });
  const encounter = useQuery(api.triage.encounter.queryOptions({ input: { encounterId } }));
  if (encounter.isPending) return <AssessmentSkeleton />;
  if (encounter.data === undefined) {
    return <ErrorState error={encounter.error} onRetry={() => void encounter.refetch()} />;
  }
  // Another encounter is another screen: nothing chosen or typed for one patient is carried to the next.
  return <AssessmentView key={encounterId} view={encounter.data} />;
}
