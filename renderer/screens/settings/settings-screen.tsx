import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Page } from '../../components/page.tsx';
import { DisplaySettings } from './display-settings.tsx';
import { WorkspaceSettings } from './workspace-settings.tsx';

/** What a person sets for themselves, and what holds for the whole workspace. */
export function SettingsScreen() {
  const settings = useQuery(api.ops.settings.queryOptions({ input: {} }));
  return (
    <Page title="Settings" width="reading">
      <Stack gap="lg">
        <DisplaySettings />
        {settings.isPending ? <LoadingRows rows={6} /> : null}
        {settings.isError ? (
          <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
        ) : null}
        {settings.data === undefined ? null : <WorkspaceSettings settings={settings.data} />}
      </Stack>
    </Page>
  );
}
