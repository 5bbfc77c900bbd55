import { Button, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AlertEvidence, BiasAlertDetail } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatCount, formatDateTime } from '../../app/format.ts';
import { useSession } from '../../app/session.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { AlertActions } from './alert-actions.tsx';
import { HazardPanel } from './hazard-panel.tsx';
import classes from './monitoring.module.css';
import { PathChart } from './path-chart.tsx';
import { PathTable } from './path-table.tsx';
import { CONCLUSION_WORDS, differenceText, eText, rateText, STATE_WORDS, STEP_WORDS } from './watch-words.ts';

/** One alert: what was found, on which evidence, what was done, and what could come of it. */
export function AlertDetail({ alertId }: { alertId: string }) {
  const query = useQuery(api.monitoring.alert.queryOptions({ input: { alertId } }));
  if (query.isPending) return <LoadingRows rows={10} label="Reading the alert" />;
  if (query.data === undefined) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  return <Detail alert={query.data} />;
}

function Detail({ alert }: { alert: BiasAlertDetail }) {
  const mayReview = useSession().can('fairness.review');
  return (
    <article className={classes.detail} aria-label={alert.title}>
      <header className={classes.detailHead}>
        <div>
          <Title order={2}>{alert.title}</Title>
          <Text c="dimmed" className="numbers">
            <span className={classes.stateWords} data-state={alert.state}>
              {STATE_WORDS[alert.state]}
            </span>
            , raised {formatDateTime(alert.raisedAt)},{' '}
            {alert.owner === null ? 'no owner yet' : `owner ${alert.owner.name}`}. Finding{' '}
            <code>{alert.digest.slice(0, 12)}…</code>
          </Text>
        </div>
        {mayReview ? <AlertActions alert={alert} /> : null}
      </header>
      {mayReview || alert.state === 'closed' ? null : (
        <Note kind="info">A bias reviewer acknowledges, investigates and closes alerts.</Note>
      )}
      <Closing alert={alert} />
      {alert.evidence.map((evidence) => (
        <EvidencePanel key={evidence.group} evidence={evidence} />
      ))}
      <Panel title="What was done">
        <ol className={classes.steps}>
          {alert.steps.map(({ id, kind, at, by, text }) => (
            <li key={id}>
              <span className="numbers">{formatDateTime(at)}</span>
              <Text span fw={550}>
                {STEP_WORDS[kind]}
              </Text>
              <span>
                {text}
                {by === null ? null : (
                  <Text span c="dimmed">
                    {' '}
                    ({by})
                  </Text>
                )}
              </span>
            </li>
          ))}
        </ol>
      </Panel>
      <HazardPanel hazard={alert.hazard} mayChange={mayReview && alert.state !== 'closed'} />
    </article>
  );
}

function Closing({ alert: { conclusion, signature } }: { alert: BiasAlertDetail }) {
  if (conclusion === null || signature === null) return null;
  const valid = signature.state === 'valid';
  return (
    <Note kind={valid ? 'good' : 'attention'} title={CONCLUSION_WORDS[conclusion].label}>
      Signed by {signature.name}, {formatDateTime(signature.signedAt)}.{' '}
      {valid ? 'The record is exactly what was signed.' : 'The record is no longer what was signed.'}
    </Note>
  );
}

/** What was known of one group when it was reported. */
function EvidencePanel({ evidence }: { evidence: AlertEvidence }) {
  const [asTable, setAsTable] = useState(false);
  const { label, pairs, inGroup, inRest, log10E, log10Line, difference, path } = evidence;
  const facts = [
    ['In the group', rateText(inGroup)],
    ['Others', rateText(inRest)],
    ['Difference', `${differenceText(difference)} in ${formatCount(pairs)} pairs`],
    ['E-value', `${eText(log10E)}; alarm line ${eText(log10Line)}`],
  ] as const;
  return (
    <Panel
      title={`${label} against everybody else, when it was reported`}
      actions={
        <Button variant="default" onClick={() => setAsTable((now) => !now)}>
          {asTable ? 'Chart' : 'Table'}
        </Button>
      }
    >
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd className="numbers">{value}</dd>
          </div>
        ))}
      </dl>
      {asTable ? (
        <PathTable label={label} path={path} />
      ) : (
        <PathChart label={label} path={path} line={log10Line} />
      )}
    </Panel>
  );
}
