import { SubNav } from '../../components/sub-nav.tsx';

export function InboxNav() {
  return (
    <SubNav
      label="Inbox"
      items={[
        { label: 'Tasks and notifications', to: '/inbox', exact: true },
        { label: 'Jobs', to: '/inbox/jobs' },
      ]}
    />
  );
}
