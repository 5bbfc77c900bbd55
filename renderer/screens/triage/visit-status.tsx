import { Button, Text } from '@mantine/core';
import { IconDoorExit } from '@tabler/icons-react';
import type { EncounterView, QueueRow } from '../../../core/contract/index.ts';
import { formatDateTime } from '../../app/format.ts';
import { ARRIVAL, ENCOUNTER_STATUS, OUTCOME } from '../../components/clinical/words.ts';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { useNow } from '../../components/use-now.ts';
import { standingDecision } from './evidence.ts';
import classes from './visit-status.module.css';
import { waitingOf } from './waiting.ts';
import { WaitingBar } from './waiting-bar.tsx';

/** Where in the visit this is: bay, arrival, the running waiting time, and the end of it. */
export function VisitStatus({ view, onClose }: { view: EncounterView; onClose: (() => void) | null }) {
  const { encounter } = view;
  return (
    <div className={classes.status}>
      <div className={classes.arrival}>
        <Text fz="sm" className="numbers">
          {encounter.bay === null ? 'No bay' : `Bay ${encounter.bay.replace(/^bay\s+/i, '')}`}
        </Text>
        <Text fz="xs" c="dimmed" className="numbers">
          Arrived {formatDateTime(encounter.arrivedAt)}
          {encounter.arrivalMode === 'unknown' ? '' : `, ${ARRIVAL[encounter.arrivalMode].toLowerCase()}`}
        </Text>
      </div>
      {encounter.status === 'waiting' || encounter.status === 'decided' ? (
        <Running view={view} />
      ) : (
        <Text fz="sm" fw={600}>
          {encounter.outcome === null
            ? ENCOUNTER_STATUS[encounter.status]
            : `${OUTCOME[encounter.outcome.kind]}, ${formatDateTime(encounter.outcome.at)}`}
        </Text>
      )}
      {onClose === null ? null : (
        <KeyTooltip label="Close the encounter" keys="x">
          <Button variant="default" leftSection={<IconDoorExit size={17} stroke={1.7} />} onClick={onClose}>
            Close
          </Button>
        </KeyTooltip>
      )}
    </div>
  );
}

function Running({ view }: { view: EncounterView }) {
  const now = useNow();
  const { dueAt, encounter, assessment } = view;
  const acuity: QueueRow['acuity'] | undefined =
    standingDecision(view).decision?.acuity ?? assessment?.result.acuity;
  if (dueAt === null || acuity === undefined) return null;
  const timed = {
    arrivedAt: encounter.arrivedAt,
    dueAt,
    retriageAt: view.retriageAt,
    acuity,
    decided: encounter.status === 'decided',
    overdue: false,
  };
  return (
    <div className={classes.running}>
      <WaitingBar waiting={waitingOf(timed, now)} />
    </div>
  );
}
