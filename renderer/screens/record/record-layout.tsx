import { Navigate, Outlet } from '@tanstack/react-router';
import type { Permission } from '../../../core/contract/index.ts';
import { useSession } from '../../app/session.tsx';
import { SubNav } from '../../components/sub-nav.tsx';
import classes from './record.module.css';

const SCREENS: readonly { label: string; to: string; permission: Permission }[] = [
  { label: 'Audit trail', to: '/record/trail', permission: 'audit.read' },
  { label: 'Verification', to: '/record/verification', permission: 'audit.read' },
  { label: 'Signatures', to: '/record/signatures', permission: 'audit.read' },
  { label: 'Backups', to: '/record/backups', permission: 'backup.manage' },
  { label: 'People', to: '/record/people', permission: 'people.manage' },
];

/** The screens about the record itself, those that this person may use. */
export function RecordLayout() {
  const { can } = useSession();
  return (
    <div className={classes.layout}>
      <SubNav label="Record" items={SCREENS.filter(({ permission }) => can(permission))} />
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  );
}

/** `/record` itself leads to the first of them. */
export function FirstRecordScreen() {
  const { can } = useSession();
  const first = SCREENS.find(({ permission }) => can(permission));
  return <Navigate to={first?.to ?? '/'} replace />;
}
