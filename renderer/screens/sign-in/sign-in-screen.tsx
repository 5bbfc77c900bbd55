import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { WorkspaceStateView } from '../../../core/contract/index.ts';
import { readPreferences } from '../../app/preferences.ts';
import { FullPage } from '../../components/full-page.tsx';
import { Note } from '../../components/note.tsx';
import { RecoverForm } from './recover-form.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** What `npm start -- --demo` creates; the demonstration holds no real person's data, so they may stand here. */
const DEMO_PASSPHRASE = 'demo demo demo demo';

/** Sign-in to the workspace of this machine, and the way back for whoever lost their passphrase. */
export function SignInScreen({ workspace }: { workspace: WorkspaceStateView }) {
  const [recovering, setRecovering] = useState(false);
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
        {workspace.demo ? <DemoHint loginNames={loginNames} /> : null}
        <SignInForm loginNames={loginNames} initialLoginName={initial ?? ''} submitLabel="Sign in" />
        <Anchor component="button" type="button" ta="left" onClick={() => setRecovering(true)}>
          Use the recovery key
        </Anchor>
      </Stack>
    </FullPage>
  );
}

function DemoHint({ loginNames }: { loginNames: readonly string[] }) {
  return (
    <Note kind="info" title="Demonstration">
      Sign in as {new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(loginNames)} with the
      passphrase <code>{DEMO_PASSPHRASE}</code>. All patients are invented.
    </Note>
  );
}
