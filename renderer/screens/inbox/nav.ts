import { IconInbox } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  { id: 'inbox', label: 'Inbox', to: '/inbox', icon: IconInbox, keys: 'g i', permissions: [] },
];
