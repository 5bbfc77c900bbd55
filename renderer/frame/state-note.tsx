import { Badge, Group, Text, Tooltip } from '@mantine/core';
import { IconCloudOff, IconPlugConnectedX } from '@tabler/icons-react';
import { useConnection } from '../app/use-connection.ts';
import classes from './state-note.module.css';

/** The state of the workspace in words that are always true. Nothing here is ever sent anywhere. */
export function StateNote({ demo }: { demo: boolean }) {
  const connection = useConnection();
  if (connection !== 'open') {
    return (
      <Group gap={6} wrap="nowrap" role="status" className={classes.attention}>
        <IconPlugConnectedX size={17} stroke={1.7} aria-hidden />
        <Text fz="sm">The core does not answer – reconnecting. What was saved is safe.</Text>
      </Group>
    );
  }
  return (
    <Group gap={8} wrap="nowrap" className={classes.note}>
      {demo ? (
        <Tooltip label="Invented patients, for trying things out. Not for care.">
          <Badge variant="default" className={classes.demo}>
            Demonstration
          </Badge>
        </Tooltip>
      ) : null}
      <Tooltip label="Fairdoc works without a network. Nothing has left this machine.">
        <Group gap={6} wrap="nowrap" className={classes.words}>
          <IconCloudOff size={16} stroke={1.6} aria-hidden />
          <Text fz="sm">Offline – everything is stored on this machine</Text>
        </Group>
      </Tooltip>
    </Group>
  );
}
