import { Button, Select, Stack, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Hazard, LIKELIHOODS, SEVERITIES } from '../../../core/contract/index.ts';
import { api, client } from '../../app/client.ts';
import { formatDateTime } from '../../app/format.ts';
import { Panel } from '../../components/panel.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import classes from './monitoring.module.css';
import { HAZARD_WORDS, LIKELIHOOD_WORDS, SEVERITY_WORDS } from './watch-words.ts';

/** The entry of the hazard log that belongs to an alert. */
export function HazardPanel({ hazard, mayChange }: { hazard: Hazard; mayChange: boolean }) {
  const [changing, setChanging] = useState(false);
  const facts: readonly (readonly [string, string])[] = [
    ['Hazard', hazard.hazard],
    ['Cause', hazard.cause || 'Not known yet'],
    ['Effect', hazard.effect],
    ['Severity', SEVERITY_WORDS[hazard.severity]],
    ['Likelihood', LIKELIHOOD_WORDS[hazard.likelihood]],
    ['Control', hazard.control || 'None yet'],
    ['Owner', hazard.owner ?? 'No owner yet'],
    ['Status', `${HAZARD_WORDS[hazard.status]}, ${formatDateTime(hazard.updatedAt)}`],
  ];
  return (
    <Panel
      title="Hazard log"
      actions={
        mayChange ? (
          <Button variant="default" onClick={() => setChanging(true)}>
            Change the entry
          </Button>
        ) : undefined
      }
    >
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <dt>Risk</dt>
        <dd>
          <Rating hazard={hazard} />
        </dd>
      </dl>
      <HazardDialog
        key={hazard.updatedAt}
        hazard={hazard}
        opened={changing}
        onClose={() => setChanging(false)}
      />
    </Panel>
  );
}

/** The rating 1–5 and whether it may be accepted: by a sign, a word and a colour. */
export function Rating({ hazard: { rating, acceptable } }: { hazard: Hazard }) {
  const Sign = acceptable ? IconCircleCheck : IconAlertTriangle;
  return (
    <span className={classes.rating} data-acceptable={acceptable}>
      <Sign size={16} stroke={1.7} aria-hidden />
      {rating} of 5, {acceptable ? 'may be accepted' : 'not acceptable'}
    </span>
  );
}

type Editable = Pick<Hazard, 'cause' | 'effect' | 'control' | 'severity' | 'likelihood' | 'status'>;

function HazardDialog({ hazard, opened, onClose }: { hazard: Hazard; opened: boolean; onClose: () => void }) {
  const queryClient = useQueryClient();
  const { cause, effect, control, severity, likelihood, status } = hazard;
  const [fields, setFields] = useState<Editable>({ cause, effect, control, severity, likelihood, status });
  const set = (next: Partial<Editable>) => setFields((now) => ({ ...now, ...next }));
  const text = (name: 'cause' | 'effect' | 'control', label: string) => (
    <Textarea
      label={label}
      value={fields[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      autosize
      maxLength={2_000}
    />
  );
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      title="Change the entry of the hazard log"
      confirmLabel="Save the entry"
      size="xl"
      onConfirm={async (reason) => {
        const { status: chosen, ...others } = fields;
        const changes = chosen === 'accepted' ? others : { ...others, status: chosen };
        await client.monitoring.updateHazard({ hazardId: hazard.id, changes, reason });
        await queryClient.invalidateQueries({ queryKey: api.monitoring.key() });
      }}
    >
      <Stack gap="sm">
        {text('cause', 'Cause')}
        {text('effect', 'Effect')}
        {text('control', 'Control')}
        <div className={classes.pair}>
          <Select
            label="Severity"
            allowDeselect={false}
            value={fields.severity}
            data={SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value] }))}
            onChange={(value) =>
              set({ severity: SEVERITIES.find((known) => known === value) ?? fields.severity })
            }
          />
          <Select
            label="Likelihood"
            allowDeselect={false}
            value={fields.likelihood}
            data={LIKELIHOODS.map((value) => ({ value, label: LIKELIHOOD_WORDS[value] }))}
            onChange={(value) =>
              set({ likelihood: LIKELIHOODS.find((known) => known === value) ?? fields.likelihood })
            }
          />
          <Select
            label="Status"
            allowDeselect={false}
            value={fields.status}
            data={(['open', 'controlled'] as const).map((value) => ({ value, label: HAZARD_WORDS[value] }))}
            onChange={(value) => set({ status: value === 'controlled' ? 'controlled' : 'open' })}
          />
        </div>
      </Stack>
    </ReasonDialog>
  );
}
