import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconAdjustments,
  IconKeyboard,
  IconLock,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useActions } from '../app/actions.ts';
import { navItemsFor } from '../app/nav.ts';
import { useSession } from '../app/session.tsx';

export const LOCK_KEYS = 'mod+alt+l';

/** Actions that work on every screen, and the state of the two dialogs they open. */
export function useFrameActions() {
  const { me, lock, signOut } = useSession();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);

  useActions([
    {
      id: 'frame.palette',
      label: 'Search patients and commands',
      group: 'General',
      keys: 'mod+k',
      icon: IconSearch,
      paletteHidden: true,
      inDialog: palette,
      run: () => setPalette((open) => !open),
    },
    {
      id: 'frame.help',
      label: 'Show the keys of this screen',
      group: 'General',
      keys: '?',
      icon: IconKeyboard,
      keywords: 'keyboard shortcuts help',
      run: () => setHelp(true),
    },
    ...navItemsFor(me).map((item) => ({
      id: `go.${item.id}`,
      label: `Go to ${item.label}`,
      group: 'Go to',
      keys: item.keys,
      icon: item.icon,
      run: () => void navigate({ to: item.to }),
    })),
    {
      id: 'frame.scheme',
      label: scheme === 'light' ? 'Switch to dark colours' : 'Switch to light colours',
      group: 'General',
      icon: scheme === 'light' ? IconMoon : IconSun,
      keywords: 'theme colour scheme night day',
      run: () => setColorScheme(scheme === 'light' ? 'dark' : 'light'),
    },
    {
      id: 'frame.preferences',
      label: 'My display and keys',
      group: 'General',
      icon: IconAdjustments,
      keywords: 'density preferences settings',
      run: () => void navigate({ to: '/settings' }),
    },
    {
      id: 'frame.lock',
      label: 'Lock',
      group: 'General',
      keys: LOCK_KEYS,
      icon: IconLock,
      inDialog: true,
      run: lock,
    },
    { id: 'frame.signOut', label: 'Sign out', group: 'General', icon: IconLogout, run: signOut },
  ]);

  return {
    palette,
    openPalette: () => setPalette(true),
    closePalette: () => setPalette(false),
    help,
    openHelp: () => setHelp(true),
    closeHelp: () => setHelp(false),
  };
}
