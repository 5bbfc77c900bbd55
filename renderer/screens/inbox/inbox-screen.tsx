import { Button, SimpleGrid } from '@mantine/core';
import { IconBell, IconChecklist } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';
import { plural } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { useListKeys } from '../../components/use-list-keys.ts';
import { InboxNav } from './inbox-nav.tsx';
import { NotificationRow } from './notification-row.tsx';
import { TaskRow } from './task-row.tsx';
import { useMarkRead } from './use-mark-read.ts';

/** What waits for this person, and what they were told. */
export function InboxScreen() {
  const lists = useRef<HTMLDivElement>(null);
  useListKeys({ id: 'inbox', group: 'Inbox', container: lists });
  return (
    <>
      <InboxNav />
      <Page title="Inbox" about="What waits for you comes first, the most overdue on top.">
        <SimpleGrid ref={lists} cols={{ base: 1, lg: 2 }} spacing="lg">
          <Tasks />
          <Notifications />
        </SimpleGrid>
      </Page>
    </>
  );
}

function Tasks() {
  const tasks = useQuery(api.ops.tasks.queryOptions({ input: {} }));
  return (
    <Panel title={tasks.data?.length ? plural(tasks.data.length, 'task') : 'Tasks'} padded={false}>
      {tasks.isPending ? <LoadingRows rows={4} /> : null}
      {tasks.isError ? <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} /> : null}
      {tasks.data?.map((task) => (
        <TaskRow key={task.id} task={task} />
      ))}
      {tasks.data?.length === 0 ? (
        <EmptyState icon={IconChecklist} title="Nothing waits for you">
          Patients to decide on, due re-triage and upkeep of this workspace appear here by themselves.
        </EmptyState>
      ) : null}
    </Panel>
  );
}

function Notifications() {
  const notifications = useQuery(api.ops.notifications.queryOptions({ input: {} }));
  const markRead = useMarkRead();
  const unread = (notifications.data ?? []).filter((notification) => notification.readAt === null);
  const markAll = () => markRead.mutate({ ids: unread.slice(0, 500).map(({ id }) => id) });
  useActions([
    {
      id: 'inbox.markAll',
      label: 'Mark all notifications as read',
      group: 'Inbox',
      keys: 'shift+r',
      icon: IconBell,
      disabled: unread.length === 0,
      run: markAll,
    },
  ]);

  return (
    <Panel
      title="Notifications"
      padded={false}
      actions={
        <KeyTooltip label="Mark all notifications as read" keys="shift+r">
          <Button
            variant="subtle"
            size="compact-md"
            disabled={unread.length === 0}
            loading={markRead.isPending}
            onClick={markAll}
          >
            Mark all as read
          </Button>
        </KeyTooltip>
      }
    >
      {notifications.isPending ? <LoadingRows rows={6} /> : null}
      {notifications.isError ? (
        <ErrorState error={notifications.error} onRetry={() => void notifications.refetch()} />
      ) : null}
      {notifications.data?.map((notification) => (
        <NotificationRow key={notification.id} notification={notification} />
      ))}
      {notifications.data?.length === 0 ? (
        <EmptyState icon={IconBell} title="No notifications">
          Due re-triage, missed targets and finished jobs are announced here, and at the bell above.
        </EmptyState>
      ) : null}
    </Panel>
  );
}
