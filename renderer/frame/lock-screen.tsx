import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Me } from '../../core/contract/index.ts';
import { api } from '../app/client.ts';
import { FullPage } from '../components/full-page.tsx';
import { SignInForm } from '../screens/sign-in/sign-in-form.tsx';
import classes from './lock-screen.module.css';

/** Covers the work of a locked session. Signing in again takes both the login name and the passphrase. */
export function LockScreen({ me, onSignOut }: { me: Me; onSignOut: () => void }) {
  const workspace = useQuery(api.workspace.state.queryOptions({ input: {} }));
  return (
    <div className={classes.cover}>
      <FullPage>
        <Stack gap="lg">
          <div>
            <Group gap={8}>
              <IconLock size={22} stroke={1.7} aria-hidden />
              <Title order={1}>Locked</Title>
            </Group>
            <Text c="dimmed" mt={4}>
              {me.fullName} can go on where they were: nothing entered is lost.
            </Text>
          </div>
          <SignInForm
            loginNames={workspace.data?.loginNames ?? []}
            initialLoginName=""
            submitLabel="Unlock"
          />
          <Anchor component="button" type="button" ta="left" onClick={onSignOut}>
            Sign {me.fullName} out, so that somebody else can sign in
          </Anchor>
        </Stack>
      </FullPage>
    </div>
  );
}
