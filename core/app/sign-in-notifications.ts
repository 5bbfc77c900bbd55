import type { NewNotification } from '../ops/index.ts';

/** To those who can lift a lock-out. */
export function lockedOutNotification(userId: string): NewNotification {
  return {
    kind: 'signIn',
    severity: 'urgent',
    title: 'A login was locked after wrong passphrases',
    text: 'Speak to the person, then set a new passphrase to let them in again.',
    link: { screen: 'people', id: userId },
    to: { permission: 'people.manage' },
  };
}

/** To the person whose passphrase was tried. */
export function wrongTriesNotification(userId: string, wrong: number): NewNotification {
  return {
    kind: 'signIn',
    severity: 'attention',
    title: 'Your passphrase was entered wrongly',
    text: `${wrong} wrong tries came before you signed in. If they were not yours, tell an administrator.`,
    link: null,
    to: { userId },
  };
}
