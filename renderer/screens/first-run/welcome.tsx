import { Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { type Icon, IconChevronRight, IconDatabaseImport, IconFolderPlus } from '@tabler/icons-react';
import classes from './first-run.module.css';

/** The two ways to begin. */
export function Welcome({ onCreate, onRestore }: { onCreate: () => void; onRestore: () => void }) {
  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>Welcome to Fairdoc</Title>
        <Text c="dimmed" mt={4}>
          Records, triage and their audit trail live in one encrypted workspace on this machine. There is none
          here yet.
        </Text>
      </div>
      <Stack gap="sm">
        <Choice
          icon={IconFolderPlus}
          title="Create a workspace"
          text="Name it, set up its administrator and keep its recovery key. Takes about two minutes."
          onClick={onCreate}
        />
        <Choice
          icon={IconDatabaseImport}
          title="Restore a backup"
          text="Bring back a workspace from a backup file that Fairdoc made, here or on another machine."
          onClick={onRestore}
        />
      </Stack>
    </Stack>
  );
}

function Choice({
  icon: Sign,
  title,
  text,
  onClick,
}: {
  icon: Icon;
  title: string;
  text: string;
  onClick: () => void;
}) {
  return (
    <UnstyledButton className={classes.choice} onClick={onClick}>
      <Sign size={26} stroke={1.5} aria-hidden className={classes.choiceSign} />
      <span>
        <Text component="span" display="block" fw={600} fz="lg">
          {title}
        </Text>
        <Text component="span" display="block" c="dimmed">
          {text}
        </Text>
      </span>
      <IconChevronRight size={20} stroke={1.6} aria-hidden className={classes.choiceSign} />
    </UnstyledButton>
  );
}
