import { IconBinaryTree } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  {
    id: 'models',
    label: 'Models',
    to: '/models',
    icon: IconBinaryTree,
    keys: 'g m',
    permissions: ['triage.read', 'fairness.read', 'model.sign'],
  },
];
