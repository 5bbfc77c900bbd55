import { IconUsers } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  {
    id: 'patients',
    label: 'Patients',
    to: '/patients',
    icon: IconUsers,
    keys: 'g p',
    permissions: ['clinical.read'],
  },
];
