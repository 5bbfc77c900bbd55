import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type Action, useOfferedActions } from '../app/actions.ts';
import { api } from '../app/client.ts';
import { formatPartialDate } from '../app/format.ts';
import { useSession } from '../app/session.tsx';
import { Keys } from '../components/keys.tsx';
import classes from './command-palette.module.css';
import { rankActions } from './rank-actions.ts';

/** Finds every screen, action and patient by typing. */
export function CommandPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [query, setQuery] = useState('');
  const { can } = useSession();
  const navigate = useNavigate();
  const offered = useOfferedActions();
  const [searched] = useDebouncedValue(query.trim(), 150);
  const searching = opened && searched.length >= 2 && can('clinical.read');
  const patients = useQuery(
    api.clinic.searchPatients.queryOptions({
      input: { query: searched, limit: 8 },
      enabled: searching,
      placeholderData: (earlier) => earlier,
    }),
  );
  const found = searching ? (patients.data?.patients ?? []) : [];
  const groups = Map.groupBy(rankActions(offered, query), (action) => action.group);

  // The first row is chosen when a letter is typed; patients come a moment later, so that Enter finds them too.
  const firstFound = found[0]?.id;
  useEffect(() => {
    if (firstFound === undefined || document.querySelector('[data-action][data-selected]') !== null) return;
    document.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  }, [firstFound]);

  useEffect(() => {
    if (opened) spotlight.open();
    else spotlight.close();
  }, [opened]);

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      // Typing goes on while it opens: no animation, and the focus at once, so that no letter is lost.
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': 'Search patients and commands' } }}
      clearQueryOnClose
      scrollable
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      classNames={{ actionsGroup: classes.group ?? '' }}
      maxHeight={460}
    >
      <Spotlight.Search
        autoFocus
        placeholder="Type a patient's name, number, or a command"
        aria-label="Search patients and commands"
        leftSection={<IconSearch size={18} stroke={1.6} />}
      />
      <Spotlight.ActionsList>
        {found.length === 0 ? null : (
          <Spotlight.ActionsGroup label="Patients">
            {found.map((patient) => (
              <Spotlight.Action
                key={patient.id}
                label={patient.name}
                description={[
                  patient.birthDate === null ? null : `born ${formatPartialDate(patient.birthDate)}`,
                  patient.nhsNumber === null ? null : `NHS ${patient.nhsNumber}`,
                  patient.archived ? 'archived' : null,
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
                leftSection={<IconUser size={19} stroke={1.6} />}
                onClick={() => void navigate({ to: `/patients/${patient.id}` })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {[...groups].map(([group, actions]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {actions.map((action) => (
              <CommandRow key={action.id} action={action} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && groups.size === 0 ? (
          <Spotlight.Empty>
            {patients.isFetching ? 'Searching' : 'Nothing found. Try part of a name or another word.'}
          </Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function CommandRow({ action }: { action: Action }) {
  const Sign = action.icon;
  return (
    <Spotlight.Action
      label={action.label}
      disabled={action.disabled ?? false}
      leftSection={Sign === undefined ? undefined : <Sign size={19} stroke={1.6} />}
      rightSection={action.keys === undefined ? undefined : <Keys keys={action.keys} />}
      onClick={action.run}
    />
  );
}
