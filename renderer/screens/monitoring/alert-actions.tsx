import { Button, Radio, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  ALERT_CONCLUSIONS,
  type AlertConclusion,
  type BiasAlertDetail,
  type Signing,
} from '../../../core/contract/index.ts';
import { useActions } from '../../app/actions.ts';
import { api, client } from '../../app/client.ts';
import { useSession } from '../../app/session.tsx';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { SignDialog } from '../../components/sign-dialog.tsx';
import classes from './monitoring.module.css';
import { CONCLUSION_WORDS } from './watch-words.ts';

type Dialog = 'investigate' | 'note' | 'close';

/** The next steps of an alert: acknowledge, investigate, note, take over, close with a signature. */
export function AlertActions({ alert }: { alert: BiasAlertDetail }) {
  const queryClient = useQueryClient();
  const { me } = useSession();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const { id: alertId, state, owner } = alert;
  const read = () => queryClient.invalidateQueries({ queryKey: api.monitoring.key() });
  const run = async (work: () => Promise<unknown>) => {
    setPending(true);
    setProblem(null);
    try {
      await work();
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setPending(false);
      await read();
    }
  };
  const acknowledge = () => void run(() => client.monitoring.acknowledge({ alertId }));
  const takeOver = () => void run(() => client.monitoring.takeOver({ alertId }));
  useActions([
    {
      id: 'monitoring.acknowledge',
      label: 'Acknowledge the alert',
      group: 'Monitoring',
      keys: 'a',
      disabled: state !== 'open' || pending,
      run: acknowledge,
    },
  ]);
  if (state === 'closed') return null;
  return (
    <div>
      <div className={classes.actions}>
        {state === 'open' ? (
          <Button onClick={acknowledge} loading={pending}>
            Acknowledge
          </Button>
        ) : null}
        {state === 'acknowledged' ? (
          <Button onClick={() => setDialog('investigate')}>Investigate</Button>
        ) : null}
        {state === 'investigating' ? (
          <Button onClick={() => setDialog('close')}>Close the alert</Button>
        ) : null}
        <Button variant="default" onClick={() => setDialog('note')}>
          Add a note
        </Button>
        {owner !== null && owner.userId !== me.userId ? (
          <Button variant="default" onClick={takeOver} disabled={pending}>
            Take over
          </Button>
        ) : null}
      </div>
      <InlineProblem error={problem} />
      <ReasonDialog
        opened={dialog === 'investigate'}
        onClose={() => setDialog(null)}
        title="Begin to investigate"
        confirmLabel="Begin"
        onConfirm={async (note) => {
          await client.monitoring.investigate({ alertId, note });
          await read();
        }}
      >
        What is looked into, and how?
      </ReasonDialog>
      <ReasonDialog
        opened={dialog === 'note'}
        onClose={() => setDialog(null)}
        title="Add a note"
        confirmLabel="Add the note"
        onConfirm={async (note) => {
          await client.monitoring.addNote({ alertId, note });
          await read();
        }}
      >
        The note stays with the alert and cannot be changed.
      </ReasonDialog>
      <CloseDialogs
        alert={alert}
        opened={dialog === 'close'}
        onClose={() => setDialog(null)}
        onClosed={read}
      />
    </div>
  );
}

/** Asks for the conclusion and the reason, then for the signature. */
function CloseDialogs({
  alert,
  opened,
  onClose,
  onClosed,
}: {
  alert: BiasAlertDetail;
  opened: boolean;
  onClose: () => void;
  onClosed: () => Promise<unknown>;
}) {
  const [conclusion, setConclusion] = useState<AlertConclusion | null>(null);
  const [signing, setSigning] = useState<{ conclusion: AlertConclusion; reason: string } | null>(null);
  const sign = async (given: Signing) => {
    if (signing === null) return;
    await client.monitoring.close({
      alertId: alert.id,
      ...signing,
      shownDigest: alert.digest,
      signing: given,
    });
    await onClosed();
  };
  return (
    <>
      <ReasonDialog
        opened={opened}
        onClose={onClose}
        title="Close the alert"
        confirmLabel="Continue to the signature"
        ready={conclusion !== null}
        onConfirm={async (reason) => {
          if (conclusion !== null) setSigning({ conclusion, reason });
        }}
      >
        <Radio.Group
          label="Conclusion"
          value={conclusion}
          onChange={(value) => setConclusion(ALERT_CONCLUSIONS.find((known) => known === value) ?? null)}
        >
          <Stack gap="xs" mt="xs">
            {ALERT_CONCLUSIONS.map((value) => (
              <Radio key={value} value={value} label={CONCLUSION_WORDS[value].label} />
            ))}
          </Stack>
        </Radio.Group>
        <Text mt="sm">
          The groups of this alert are then watched anew, so that what comes back is found again.
        </Text>
      </ReasonDialog>
      <SignDialog
        opened={signing !== null}
        onClose={() => setSigning(null)}
        title="Sign the closing of the alert"
        meaning={signing === null ? '' : CONCLUSION_WORDS[signing.conclusion].meaning}
        onSign={sign}
      >
        <Text fw={600}>{alert.title}</Text>
        <Text>{signing?.reason}</Text>
        <Text fz="sm" c="dimmed">
          Finding <code>{alert.digest.slice(0, 12)}…</code> with its evidence, and the entry of the hazard
          log.
        </Text>
      </SignDialog>
    </>
  );
}
