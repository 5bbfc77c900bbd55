import { Text } from '@mantine/core';
import { IconActivityHeartbeat } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Observation } from '../../../core/contract/index.ts';
import { formatDateTime } from '../../app/format.ts';
import { VitalHistory } from '../../components/clinical/vital-history.tsx';
import { measuredAt, vitalText } from '../../components/clinical/vitals-words.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { kindsOf } from './observation-kinds.ts';
import classes from './record.module.css';

/** What was measured and observed: the latest of each kind, and the history of the chosen one. */
export function ObservationsTab({ observations }: { observations: readonly Observation[] }) {
  const kinds = useMemo(() => kindsOf(observations), [observations]);
  const [chosen, setChosen] = useState<string | null>(null);
  const open = kinds.find(({ key }) => key === chosen) ?? kinds[0];
  if (open === undefined) {
    return (
      <EmptyState icon={IconActivityHeartbeat} title="No observations">
        Vital signs of visits and imported laboratory values appear here, each with its history.
      </EmptyState>
    );
  }
  return (
    <div className={classes.columns}>
      <Panel padded={false}>
        <ul className={classes.kinds} aria-label="Kinds of observation">
          {kinds.map(({ key, label, values: [latest, ...earlier] }) => (
            <li key={key}>
              <button
                type="button"
                className={classes.kind}
                aria-pressed={key === open.key}
                onClick={() => setChosen(key)}
              >
                <span>{label}</span>
                <span className={classes.latest}>{vitalText(latest)}</span>
                <Text span fz="sm" c="dimmed">
                  {latest.effectiveAt === null ? 'time not stated' : formatDateTime(measuredAt(latest))}
                </Text>
                <Text span fz="sm" c="dimmed" ta="right">
                  {earlier.length === 0 ? '' : `× ${earlier.length + 1}`}
                </Text>
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <div className={classes.aside}>
        <Panel title={open.label}>
          <VitalHistory label={open.label} observations={open.values} />
          <Text fz="sm" c="dimmed" mt="sm">
            {codeText(open.values[0])}
          </Text>
        </Panel>
      </div>
    </div>
  );
}

function codeText({ codeSystem, code, status }: Observation): string {
  const coded = code === null ? 'No code' : `Code ${code}${codeSystem === null ? '' : ` of ${codeSystem}`}`;
  return `${coded}, status ${status}.`;
}
