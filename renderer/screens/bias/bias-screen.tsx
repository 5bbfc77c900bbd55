import { Button, Group } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api } from '../../app/client.ts';
import { useSession } from '../../app/session.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { BiasView } from './bias-view.tsx';
import { DropAnywhere } from './file/drop-anywhere.tsx';
import { type Period, periodStart } from './period.ts';

/** Are decisions as right for one group as for another? */
export function BiasScreen() {
  const [period, setPeriod] = useState<Period>('all');
  const from = useMemo(() => periodStart(period, new Date()), [period]);
  const overview = useQuery({
    ...api.fairness.overview.queryOptions({ input: from === undefined ? {} : { from } }),
    placeholderData: keepPreviousData,
  });
  const mayTriage = useSession().can('triage.read');
  if (overview.isPending) return <LoadingRows rows={14} label="Reading the decisions" />;
  if (overview.data === undefined) {
    return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />;
  }
  if (overview.data.decisions === 0 && period === 'all') {
    return (
      <>
        <DropAnywhere />
        <EmptyState
          icon={IconScale}
          title="No signed decisions yet"
          action={
            <Group>
              {mayTriage ? (
                <Button component={Link} to="/triage" variant="default">
                  Go to triage
                </Button>
              ) : null}
              <Button component={Link} to="/bias/file" variant="default">
                Audit a file
              </Button>
            </Group>
          }
        >
          Once triage decisions are signed and encounters are closed with an outcome, this page compares
          groups of patients: who was given too low a level, who was overridden, who waited too long. A file
          of decisions from elsewhere can be audited now.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <DropAnywhere />
      <BiasView overview={overview.data} period={period} onPeriod={setPeriod} />
    </>
  );
}
