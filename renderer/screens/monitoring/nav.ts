import { IconActivity } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  {
    id: 'monitoring',
    label: 'Monitoring',
    to: '/monitoring',
    icon: IconActivity,
    keys: 'g w',
    permissions: ['fairness.read'],
  },
];
