import { Text, Title } from '@mantine/core';
import { IconBellCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { BiasAlert } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatDateTime } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { AlertDetail } from './alert-detail.tsx';
import classes from './monitoring.module.css';
import { STATE_WORDS } from './watch-words.ts';

/** What the watch has found, and what people make of it. */
export function AlertsScreen() {
  const alerts = useQuery(api.monitoring.alerts.queryOptions({ input: {} }));
  const { alertId } = useParams({ strict: false });
  if (alerts.isPending) return <LoadingRows rows={8} label="Reading the alerts" />;
  if (alerts.data === undefined) {
    return <ErrorState error={alerts.error} onRetry={() => void alerts.refetch()} />;
  }
  const [first] = alerts.data;
  if (first === undefined) {
    return (
      <EmptyState icon={IconBellCheck} title="No alert has been raised">
        When a difference between groups is beyond chance, an alert stands here with its evidence. That none
        stands here does not show that there is no difference.
      </EmptyState>
    );
  }
  const shown = alertId ?? first.id;
  return (
    <div className={classes.inbox}>
      <nav aria-label="Bias alerts">
        <Title order={1} className="only-heard">
          Bias alerts
        </Title>
        <ol className={classes.alerts}>
          {alerts.data.map((alert) => (
            <li key={alert.id}>
              <AlertRow alert={alert} current={alert.id === shown} />
            </li>
          ))}
        </ol>
      </nav>
      <AlertDetail key={shown} alertId={shown} />
    </div>
  );
}

function AlertRow({ alert, current }: { alert: BiasAlert; current: boolean }) {
  return (
    <Link
      to="/monitoring/alerts/$alertId"
      params={{ alertId: alert.id }}
      className={classes.alert}
      aria-current={current ? 'page' : undefined}
    >
      <span className={classes.alertTitle}>{alert.title}</span>
      <Text span fz="sm" c="dimmed" className="numbers">
        <span className={classes.stateWords} data-state={alert.state}>
          {STATE_WORDS[alert.state]}
        </span>
        {alert.owner === null ? ', no owner yet' : `, ${alert.owner.name}`} · {formatDateTime(alert.raisedAt)}
      </Text>
    </Link>
  );
}
