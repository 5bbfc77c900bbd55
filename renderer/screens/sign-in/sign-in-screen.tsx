import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { DEMO_PASSPHRASE, type WorkspaceStateView } from '../../../core/contract/index.ts';
import { readPreferences } from '../../app/preferences.ts';
import { FullPage } from '../../components/full-page.tsx';
import { Note } from '../../components/note.tsx';
import { RecoverForm } from './recover-form.tsx';
import classes from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

/** Sign-in to the workspace of this machine, and the way back for whoever lost their passphrase. */
export function SignInScreen({ workspace }: { workspace: WorkspaceStateView }) {
  const [recovering, setRecovering] = useState(false);
  const [demoPerson, setDemoPerson] = useState<string | null>(null);
  const { loginNames } = workspace;
  const last = readPreferences().lastLoginName;
  const initial = loginNames.length === 1 ? loginNames[0] : loginNames.find((name) => name === last);

  if (recovering) {
    return (
      <FullPage>
        <RecoverForm loginNames={loginNames} onClose={() => setRecovering(false)} />
      </FullPage>
    );
  }
  return (
    <FullPage>
      <Stack gap="lg">
        <div>
          <Title order={1}>{workspace.name ?? 'Workspace'}</Title>
          <Text c="dimmed">Sign in to unlock the records on this machine.</Text>
        </div>
        {workspace.demo ? <DemoHint loginNames={loginNames} onChoose={setDemoPerson} /> : null}
        <SignInForm
          key={demoPerson}
          loginNames={loginNames}
          initialLoginName={demoPerson ?? initial ?? ''}
          initialPassphrase={demoPerson === null ? '' : DEMO_PASSPHRASE}
          submitLabel="Sign in"
        />
        <Anchor component="button" type="button" ta="left" onClick={() => setRecovering(true)}>
          Use the recovery key
        </Anchor>
      </Stack>
    </FullPage>
  );
}

function DemoHint({
  loginNames,
  onChoose,
}: {
  loginNames: readonly string[];
  onChoose: (loginName: string) => void;
}) {
  return (
    <Note kind="info" title="Demonstration: all patients are invented">
      <Text>
        Passphrase of everybody: <code className={classes.code}>{DEMO_PASSPHRASE}</code>
      </Text>
      <Group gap={6} mt={6}>
        {loginNames.map((name) => (
          <Button key={name} variant="default" size="compact-md" onClick={() => onChoose(name)}>
            {name}
          </Button>
        ))}
      </Group>
    </Note>
  );
}
