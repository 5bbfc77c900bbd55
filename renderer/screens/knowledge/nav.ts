import { IconBook2 } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  { id: 'knowledge', label: 'Knowledge', to: '/knowledge', icon: IconBook2, keys: 'g k', permissions: [] },
];
