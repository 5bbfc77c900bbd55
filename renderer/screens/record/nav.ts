import { IconHistory } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  {
    id: 'record',
    label: 'Record',
    to: '/record',
    icon: IconHistory,
    keys: 'g r',
    permissions: ['audit.read', 'backup.manage', 'people.manage'],
    homeOf: ['auditor', 'administrator'],
  },
];
