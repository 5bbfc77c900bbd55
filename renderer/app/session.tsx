import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Me, Permission } from '../../core/contract/index.ts';

/** Who is signed in, for everything below the gate. */
export interface SessionValue {
  me: Me;
  can(permission: Permission | null): boolean;
  lock(): void;
  signOut(): void;
}

const SessionContext = createContext<SessionValue | null>(null);

export function SessionProvider({
  me,
  lock,
  signOut,
  children,
}: {
  me: Me;
  lock: () => void;
  signOut: () => void;
  children: ReactNode;
}) {
  const value = useMemo(
    () => ({
      me,
      can: (permission: Permission | null) => permission === null || me.permissions.includes(permission),
      lock,
      signOut,
    }),
    [me, lock, signOut],
  );
  return <SessionContext value={value}>{children}</SessionContext>;
}

/** The signed-in person and what they may do. Only below the gate. */
export function useSession(): SessionValue {
  const value = useContext(SessionContext);
  if (value === null) throw new Error('useSession is for screens below the gate.');
  return value;
}
