import {
  IconActivityHeartbeat,
  IconArrowLeft,
  IconArrowsUpDown,
  IconCheck,
  IconDoorExit,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Action, useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';

const GROUP = 'Assessment';

/** The keys of an assessment. A step that is null is not open to this person or this encounter. */
export function useAssessmentActions({
  move,
  unfold,
  confirm,
  override,
  record,
  close,
  encounterId,
  leave,
}: {
  move: (by: 1 | -1) => void;
  unfold: (() => void) | null;
  confirm: (() => void) | null;
  override: (() => void) | null;
  record: (() => void) | null;
  close: (() => void) | null;
  encounterId: string;
  leave: () => void;
}): void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const toPatient = (by: 1 | -1) => {
    const queue = queryClient.getQueryData(api.triage.queue.queryKey({ input: {} }))?.rows ?? [];
    const at = queue.findIndex((row) => row.encounterId === encounterId);
    const next = queue[at + by];
    if (next === undefined) return leave();
    void navigate({ to: '/triage/$encounterId', params: { encounterId: next.encounterId } });
  };
  const action = (
    id: string,
    label: string,
    keys: string,
    run: (() => void) | null,
    more: Partial<Action> = {},
  ) => (run === null ? [] : [{ id: `assessment.${id}`, label, group: GROUP, keys, run, ...more }]);
  const hidden = { paletteHidden: true };

  useActions([
    ...action('confirm', 'Confirm the proposed level', 'c', confirm, { icon: IconCheck }),
    ...action('override', 'Decide on another level', 'o', override, { icon: IconArrowsUpDown }),
    ...action('record', 'Record vital signs', 'r', record, { icon: IconActivityHeartbeat }),
    ...action('close', 'Close the encounter', 'x', close, { icon: IconDoorExit }),
    ...action('unfold', 'Show or fold the other reasons', 'e', unfold, hidden),
    ...action('next', 'Next evidence', 'j', () => move(1), { ...hidden, otherKeys: ['ArrowDown'] }),
    ...action('previous', 'Previous evidence', 'k', () => move(-1), { ...hidden, otherKeys: ['ArrowUp'] }),
    ...action('nextPatient', 'Next patient of the queue', 'shift+j', () => toPatient(1), hidden),
    ...action('previousPatient', 'Previous patient of the queue', 'shift+k', () => toPatient(-1), hidden),
    ...action('leave', 'Back to the queue', 'Escape', leave, { icon: IconArrowLeft }),
  ]);
}
