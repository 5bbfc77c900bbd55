import { ActionIcon, Anchor, Button, Group, Indicator, Popover, ScrollArea, Text } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useActions } from '../app/actions.ts';
import { api } from '../app/client.ts';
import { plural } from '../app/format.ts';
import { KeyTooltip } from '../components/key-tooltip.tsx';
import { NotificationRow } from '../screens/inbox/notification-row.tsx';
import { useMarkRead } from '../screens/inbox/use-mark-read.ts';

const KEYS = 'g n';

/** The newest notifications, from every screen. All of them are in the inbox. */
export function NotificationsMenu() {
  const [opened, setOpened] = useState(false);
  const { data = [] } = useQuery(api.ops.notifications.queryOptions({ input: {} }));
  const markRead = useMarkRead();
  const unread = data.filter((notification) => notification.readAt === null);
  const urgent = unread.some((notification) => notification.severity === 'urgent');
  const label = unread.length === 0 ? 'Notifications' : `Notifications, ${unread.length} unread`;
  useActions([
    {
      id: 'frame.notifications',
      label: 'Show notifications',
      group: 'General',
      keys: KEYS,
      icon: IconBell,
      run: () => setOpened(true),
    },
  ]);

  return (
    <Popover opened={opened} onChange={setOpened} width={400} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <KeyTooltip label={label} keys={KEYS} disabled={opened}>
          <Indicator
            disabled={unread.length === 0}
            label={unread.length > 99 ? '99+' : unread.length}
            size={17}
            offset={6}
            color={urgent ? 'var(--acuity-1)' : 'harbour'}
          >
            <ActionIcon
              aria-label={label}
              aria-expanded={opened}
              color="gray"
              onClick={() => setOpened((open) => !open)}
            >
              <IconBell size={19} stroke={1.6} />
            </ActionIcon>
          </Indicator>
        </KeyTooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Notifications">
        <Group justify="space-between" px="md" py="xs">
          <Text fw={600}>Notifications</Text>
          <Button
            variant="subtle"
            size="compact-md"
            disabled={unread.length === 0}
            onClick={() => markRead.mutate({ ids: unread.map(({ id }) => id) })}
          >
            Mark all as read
          </Button>
        </Group>
        <ScrollArea.Autosize mah={420}>
          {data.length === 0 ? (
            <Text c="dimmed" px="md" pb="md">
              Nothing yet. Due re-triage, missed targets and finished jobs are announced here.
            </Text>
          ) : (
            data
              .slice(0, 8)
              .map((notification) => (
                <NotificationRow
                  key={notification.id}
                  notification={notification}
                  onOpen={() => setOpened(false)}
                />
              ))
          )}
        </ScrollArea.Autosize>
        <Group px="md" py="xs">
          <Anchor component={Link} to="/inbox" onClick={() => setOpened(false)}>
            {data.length > 8 ? `All ${plural(data.length, 'notification')}` : 'Open the inbox'}
          </Anchor>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
