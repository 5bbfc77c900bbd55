import { Group, Tooltip, type TooltipProps } from '@mantine/core';
import { Keys } from './keys.tsx';

/** A tooltip that teaches the key of what it labels. */
export function KeyTooltip({ label, keys, ...rest }: TooltipProps & { keys?: string }) {
  const content =
    keys === undefined ? (
      label
    ) : (
      <Group gap={8} wrap="nowrap">
        <span>{label}</span>
        <Keys keys={keys} />
      </Group>
    );
  return <Tooltip label={content} {...rest} />;
}
