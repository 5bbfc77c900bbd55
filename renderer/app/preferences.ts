import { useSyncExternalStore } from 'react';
import { z } from 'zod';

/** What a person sets for this machine's screen. Nothing in here says anything about a patient. */
const preferencesSchema = z.object({
  density: z.enum(['comfortable', 'compact']).catch('comfortable'),
  /** Single letters as keys (WCAG 2.1.4: it must be possible to switch them off). */
  singleKeys: z.boolean().catch(true),
  /** The triage queue as columns by level, or as one list. */
  triageView: z.enum(['columns', 'list']).catch('columns'),
  /** The login name that signed in last, offered first. */
  lastLoginName: z.string().max(64).nullable().catch(null),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const KEY = 'fairdoc.preferences';
const listeners = new Set<() => void>();
let current: Preferences | null = null;

export function readPreferences(): Preferences {
  current ??= preferencesSchema.parse(stored());
  return current;
}

export function changePreferences(changes: Partial<Preferences>): void {
  current = { ...readPreferences(), ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Storage may be switched off; the preference then lasts until the window closes.
  }
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readPreferences);
}

function stored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {};
  } catch {
    return {};
  }
}
