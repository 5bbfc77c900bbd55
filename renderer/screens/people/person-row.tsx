import { ActionIcon, Badge, Group, Menu, Table, Text } from '@mantine/core';
import { IconDots, IconKey, IconUserCheck, IconUserCog, IconUserOff } from '@tabler/icons-react';
import type { Person } from '../../../core/contract/index.ts';
import { useSession } from '../../app/session.tsx';
import { ROLE_TITLES } from '../../components/person-words.ts';
import { TimeText } from '../../components/time-text.tsx';
import type { PersonStep } from './person-dialogs.tsx';

/** One person with the steps that an administrator can take. */
export function PersonRow({
  person,
  onStep,
}: {
  person: Person;
  onStep: (kind: PersonStep['kind']) => void;
}) {
  const { me } = useSession();
  const { active, fullName } = person;
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={560} {...(active ? {} : { c: 'dimmed' })}>
          {fullName}
          {person.userId === me.userId ? ' (you)' : ''}
        </Text>
      </Table.Td>
      <Table.Td>{person.loginName}</Table.Td>
      <Table.Td>
        <Group gap={6}>
          {person.roles.map((role) => (
            <Badge key={role} variant="default">
              {ROLE_TITLES[role]}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>
        <PersonState person={person} />
      </Table.Td>
      <Table.Td>
        {person.lastSignInAt === null ? <Text c="dimmed">never</Text> : <TimeText at={person.lastSignInAt} />}
      </Table.Td>
      <Table.Td ta="right">
        <Menu position="bottom-end" width={230}>
          <Menu.Target>
            <ActionIcon aria-label={`Steps for ${fullName}`} color="gray">
              <IconDots size={19} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconUserCog size={17} stroke={1.6} />}
              disabled={!active}
              onClick={() => onStep('roles')}
            >
              Change roles
            </Menu.Item>
            <Menu.Item
              leftSection={<IconKey size={17} stroke={1.6} />}
              disabled={!active}
              onClick={() => onStep('passphrase')}
            >
              Set a new passphrase
            </Menu.Item>
            <Menu.Item
              leftSection={
                active ? <IconUserOff size={17} stroke={1.6} /> : <IconUserCheck size={17} stroke={1.6} />
              }
              onClick={() => onStep('active')}
            >
              {active ? 'Deactivate' : 'Reactivate'}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}

function PersonState({ person }: { person: Person }) {
  if (!person.active) return <Text c="dimmed">Deactivated</Text>;
  if (person.lockedOut) {
    return (
      <Badge variant="light" color="ochre">
        Locked out
      </Badge>
    );
  }
  return <Text>Active</Text>;
}
