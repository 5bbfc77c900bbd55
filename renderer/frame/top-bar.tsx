import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../app/client.ts';
import { ColourSchemeSwitch } from '../components/colour-scheme-switch.tsx';
import { KeyTooltip } from '../components/key-tooltip.tsx';
import { Keys } from '../components/keys.tsx';
import { JobsIndicator } from './jobs-indicator.tsx';
import { NotificationsMenu } from './notifications-menu.tsx';
import { PersonMenu } from './person-menu.tsx';
import { StateNote } from './state-note.tsx';
import classes from './top-bar.module.css';

/** Workspace, its true state, search and commands, what is going on, and the person. */
export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const workspace = useQuery(api.workspace.state.queryOptions({ input: {} }));
  return (
    <header className={classes.bar}>
      <Group gap={12} wrap="nowrap" className={classes.start}>
        <Text fw={620} truncate className={classes.name} title={workspace.data?.name ?? undefined}>
          {workspace.data?.name ?? ''}
        </Text>
        <StateNote demo={workspace.data?.demo ?? false} />
      </Group>
      <UnstyledButton className={classes.search} onClick={onSearch}>
        <IconSearch size={16} stroke={1.7} aria-hidden />
        <span className={classes.searchWords}>Search and commands</span>
        <Keys keys="mod+k" />
      </UnstyledButton>
      <Group gap={2} wrap="nowrap" className={classes.end}>
        <JobsIndicator />
        <NotificationsMenu />
        <KeyTooltip label="Keyboard help" keys="?">
          <ActionIcon aria-label="Keyboard help" color="gray" onClick={onHelp}>
            <IconKeyboard size={19} stroke={1.6} />
          </ActionIcon>
        </KeyTooltip>
        <ColourSchemeSwitch />
        <PersonMenu />
      </Group>
    </header>
  );
}
