import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../store/index.ts';
import type { Custody } from './custody.ts';
import type { RoleBook } from './roles.ts';
import type { Sessions } from './sessions.ts';

/** What every part of identity works with, made once when the core is composed. */
export interface Identity {
  readonly custody: Custody;
  readonly sessions: Sessions;
  readonly roles: RoleBook;
  readonly clock: Clock;
  idleMinutes(store: Store): number;
  /** While true the store stays open although nobody is signed in: a call or a job is still at work. */
  isBusy(): boolean;
  /** Completes a founding that was interrupted; told with whoever signs in before anybody else ever did. */
  onFirstSignIn(store: Store, userId: string, loginName: string): void;
  /** Told when a login was locked after wrong tries. */
  onLockedOut(store: Store, userId: string): void;
  /** Told when somebody has signed in after this many wrong tries in a row. */
  onSignedInAfter(store: Store, userId: string, wrongTries: number): void;
}

/** How key slots are made here. */
export const slotOptions = ({ custody }: Identity) => ({
  device: custody.options.device,
  kdf: custody.options.kdf,
  clock: custody.options.clock,
});
