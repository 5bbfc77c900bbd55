import { Stack, Text, Title } from '@mantine/core';
import { FullPage } from '../../components/full-page.tsx';

/** This browser came by an old or a copied address. */
export function RefusedScreen() {
  return (
    <FullPage>
      <Stack gap="sm">
        <Title order={1}>This address is not valid any more</Title>
        <Text>
          Each address that Fairdoc prints opens one browser window, once. Start Fairdoc again, or open the
          newest address it printed.
        </Text>
        <Text c="dimmed">The records are locked and safe.</Text>
        <Text c="dimmed" fz="sm">
          Code <code>loopback.noSession</code>
        </Text>
      </Stack>
    </FullPage>
  );
}
