import { IconSettings } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  { id: 'settings', label: 'Settings', to: '/settings', icon: IconSettings, keys: 'g s', permissions: [] },
];
