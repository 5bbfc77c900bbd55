import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';

/** Light or dark. "As the system" is in the settings. */
export function ColourSchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme('light');
  const other = now === 'light' ? 'dark' : 'light';
  const label = `Switch to ${other} colours`;
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} color="gray" onClick={() => setColorScheme(other)}>
        {now === 'light' ? <IconMoon size={19} stroke={1.6} /> : <IconSun size={19} stroke={1.6} />}
      </ActionIcon>
    </Tooltip>
  );
}
