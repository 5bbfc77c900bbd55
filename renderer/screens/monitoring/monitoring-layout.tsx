import { Outlet } from '@tanstack/react-router';
import { SubNav } from '../../components/sub-nav.tsx';
import classes from './monitoring.module.css';

const SCREENS = [
  { label: 'Evidence', to: '/monitoring', exact: true },
  { label: 'Alerts', to: '/monitoring/alerts' },
  { label: 'Hazard log', to: '/monitoring/hazards' },
];

/** What is watched, what was found, and what is done about it. */
export function MonitoringLayout() {
  return (
    <div className={classes.layout}>
      <SubNav label="Monitoring" items={SCREENS} />
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  );
}
