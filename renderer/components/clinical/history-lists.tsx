import { ActionIcon, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { HISTORY_KINDS, type HistoryItem } from '../../../core/contract/index.ts';
import { api, client } from '../../app/client.ts';
import { formatPartialDate } from '../../app/format.ts';
import { InlineProblem } from '../inline-problem.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import classes from './history-lists.module.css';
import { HISTORY_KIND } from './words.ts';

/** Conditions, allergies and medications, with adding and, for a reason, removing. */
export function HistoryLists({
  patientId,
  items,
  mayWrite,
}: {
  patientId: string;
  items: readonly HistoryItem[];
  mayWrite: boolean;
}) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<HistoryItem | null>(null);
  const refresh = useRefreshHistory();
  return (
    <div className={classes.lists}>
      {HISTORY_KINDS.map((kind) => {
        const own = items.filter((item) => item.kind === kind);
        return (
          <div key={kind} className={classes.kind}>
            <Text c="dimmed">{HISTORY_KIND[kind].many}</Text>
            {own.length === 0 ? (
              <Text c="dimmed">none recorded</Text>
            ) : (
              <ul className={classes.items}>
                {own.map((item) => (
                  <li key={item.id}>
                    <span>
                      {item.text}
                      <Text span c="dimmed">
                        {aboutOf(item)}
                      </Text>
                    </span>
                    {mayWrite ? (
                      <ActionIcon
                        color="gray"
                        aria-label={`Remove ${item.text}`}
                        onClick={() => setRemoving(item)}
                      >
                        <IconX size={14} />
                      </ActionIcon>
                    ) : null}
                  </li>
                ))}
              </ul>
            )}
          </div>
        );
      })}
      {!mayWrite ? null : adding ? (
        <AddItem patientId={patientId} onDone={() => setAdding(false)} />
      ) : (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} />}
          onClick={() => setAdding(true)}
          className={classes.add}
        >
          Add to the history
        </Button>
      )}
      <ReasonDialog
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        title="Remove from the history"
        confirmLabel="Remove"
        onConfirm={async (reason) => {
          if (removing === null) return;
          await client.clinic.removeHistory({ patientId, itemId: removing.id, reason });
          await refresh();
        }}
      >
        “{removing?.text}” will no longer count in assessments. It stays in the audit trail.
      </ReasonDialog>
    </div>
  );
}

function aboutOf({ detail, since, status }: HistoryItem): string {
  const parts = [
    detail,
    detail === status ? null : status,
    since === null ? null : `since ${formatPartialDate(since)}`,
  ];
  const about = parts.filter((part) => part !== null && part !== '' && part !== 'active').join(', ');
  return about === '' ? '' : ` – ${about}`;
}

function useRefreshHistory() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: api.triage.key() }),
      queryClient.invalidateQueries({ queryKey: api.clinic.patient.key() }),
    ]);
}

function AddItem({ patientId, onDone }: { patientId: string; onDone: () => void }) {
  const [kind, setKind] = useState<HistoryItem['kind']>('condition');
  const [text, setText] = useState('');
  const refresh = useRefreshHistory();
  const add = useMutation(
    api.clinic.addHistory.mutationOptions({
      onSuccess: async () => {
        await refresh();
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && !add.isPending) add.mutate({ patientId, item: { kind, text: text.trim() } });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Select
          label="Kind"
          w={130}
          allowDeselect={false}
          value={kind}
          data={HISTORY_KINDS.map((value) => ({ value, label: HISTORY_KIND[value].one }))}
          onChange={(value) => setKind(HISTORY_KINDS.find((known) => known === value) ?? 'condition')}
        />
        <TextInput
          label={HISTORY_KIND[kind].one}
          placeholder={HISTORY_KIND[kind].hint}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={500}
          flex={1}
          autoFocus
        />
      </Group>
      <InlineProblem error={add.error} />
      <Group gap="xs" mt="xs">
        <Button type="submit" size="compact-md" disabled={text.trim() === ''} loading={add.isPending}>
          Add
        </Button>
        <Button size="compact-md" variant="default" onClick={onDone} disabled={add.isPending}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
