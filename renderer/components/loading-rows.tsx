import { Skeleton, Stack } from '@mantine/core';

/** Room for a list that is being read: as many rows, as high, so that nothing jumps when it arrives. */
export function LoadingRows({
  rows = 8,
  height = 44,
  label = 'Reading',
}: {
  rows?: number;
  height?: number;
  label?: string;
}) {
  return (
    <Stack gap={6} role="status" aria-label={label} p="md">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no identity
        <Skeleton key={row} height={height - 6} radius="sm" />
      ))}
    </Stack>
  );
}
