import { Text, UnstyledButton } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { Notification } from '../../../core/contract/index.ts';
import { TimeText } from '../../components/time-text.tsx';
import classes from './inbox.module.css';
import { useOpenTarget } from './target.ts';
import { useMarkRead } from './use-mark-read.ts';

const SIGNS = {
  info: { Sign: IconInfoCircle, words: 'Information' },
  attention: { Sign: IconAlertTriangle, words: 'Attention' },
  urgent: { Sign: IconAlertOctagon, words: 'Urgent' },
};

/** One notification. Opening it marks it as read and leads to what it is about. */
export function NotificationRow({
  notification,
  onOpen,
}: {
  notification: Notification;
  onOpen?: () => void;
}) {
  const markRead = useMarkRead();
  const open = useOpenTarget(notification.link);
  const { Sign, words } = SIGNS[notification.severity];
  const unread = notification.readAt === null;
  return (
    <UnstyledButton
      className={classes.row}
      data-list-row
      data-unread={unread}
      data-severity={notification.severity}
      onClick={() => {
        if (unread) markRead.mutate({ ids: [notification.id] });
        open?.();
        onOpen?.();
      }}
    >
      <Sign size={20} stroke={1.7} className={classes.sign} aria-label={words} role="img" />
      <span className={classes.words}>
        <Text component="span" fw={unread ? 620 : 450} display="block">
          {notification.title}
        </Text>
        <Text component="span" fz="sm" c="dimmed" display="block">
          {notification.text}
        </Text>
      </span>
      <Text component="span" fz="sm" c="dimmed" className={classes.when}>
        <TimeText at={notification.createdAt} relative />
        {unread ? <span className="only-heard">, unread</span> : null}
      </Text>
    </UnstyledButton>
  );
}
