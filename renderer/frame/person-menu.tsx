import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconAdjustments, IconKey, IconLock, IconLogout } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSession } from '../app/session.tsx';
import { Keys } from '../components/keys.tsx';
import { initialsOf, roleNames } from '../components/person-words.ts';
import classes from './person-menu.module.css';
import { LOCK_KEYS } from './use-frame-actions.ts';

/** Who is signed in, with lock and sign-out. */
export function PersonMenu() {
  const { me, lock, signOut } = useSession();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <UnstyledButton className={classes.person}>
          <span className="only-heard">{me.fullName}, menu</span>
          <Avatar size={28} radius="xl" color="harbour" variant="filled" aria-hidden>
            {initialsOf(me.fullName)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text fw={600}>{me.fullName}</Text>
          <Text fz="sm" c="dimmed">
            {me.loginName} · {roleNames(me.roles)}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconAdjustments size={17} stroke={1.6} />}
          onClick={() => void navigate({ to: '/settings' })}
        >
          My display and keys
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKey size={17} stroke={1.6} />}
          onClick={() => void navigate({ to: '/settings/passphrase' })}
        >
          Change my passphrase
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLock size={17} stroke={1.6} />}
          rightSection={<Keys keys={LOCK_KEYS} />}
          onClick={lock}
        >
          Lock
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={17} stroke={1.6} />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
