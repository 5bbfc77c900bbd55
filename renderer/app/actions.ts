import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { belongsToFocus, isTyping, matchKeys, stepOf } from './keys.ts';
import { readPreferences } from './preferences.ts';

/**
 * Everything a person can do by key is an action. A mounted screen registers its actions; they then work by key, stand
 * in the command palette, and in the keyboard help. What is mounted last wins when two share a key.
 */
export interface Action {
  id: string;
  /** Verb first, sentence case: `Take in a patient`. */
  label: string;
  /** Heading in palette and help, e.g. `Triage`. */
  group: string;
  /** See keys.ts. */
  keys?: string;
  /** Other keys for the same; palette and tooltips show only `keys`. */
  otherKeys?: readonly string[];
  icon?: Icon;
  /** More words by which the palette finds it. */
  keywords?: string;
  run(): void;
  /** Moves within a list belong to the keyboard help, not to the palette. */
  paletteHidden?: boolean;
  /** Also works while a dialog is open. */
  inDialog?: boolean;
  disabled?: boolean;
}

const registered = new Map<symbol, readonly Action[]>();
const listeners = new Set<() => void>();
let snapshot: readonly Action[] = [];

function publish(): void {
  // Later registrations first, and one action per id: a screen may refine what the frame offers.
  const seen = new Set<string>();
  snapshot = [...registered.values()]
    .reverse()
    .flat()
    .filter((action) => !seen.has(action.id) && seen.add(action.id));
  for (const listener of listeners) listener();
}

function signatureOf(actions: readonly Action[]): string {
  return actions.map((a) => `${a.id}|${a.label}|${a.keys}|${a.disabled}`).join('\n');
}

/** Offers these actions while the component is mounted. The list may be new on every render. */
export function useActions(actions: readonly Action[]): void {
  const token = useRef(Symbol('actions'));
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const signature = signatureOf(actions);
  // The signature stands for the list: `run` is looked up when called, so closures are never stale.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const key = token.current;
    const live = latest.current.map((action) => ({
      ...action,
      run: () => latest.current.find((candidate) => candidate.id === action.id)?.run(),
    }));
    registered.set(key, live);
    publish();
    return () => {
      registered.delete(key);
      publish();
    };
  }, [signature]);
}

/** All actions on offer now, the most specific first. */
export function useOfferedActions(): readonly Action[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}

/** Every key expression of an action, the shown one first. */
export function keysOf(action: Action): readonly string[] {
  return [...(action.keys === undefined ? [] : [action.keys]), ...(action.otherKeys ?? [])];
}

const SEQUENCE_MS = 1_200;

/** Listens for keys until the returned function is called. */
export function listenForKeys(): () => void {
  let typed: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event);
    if (step === null || event.defaultPrevented || event.isComposing) return;
    const plain = !/^(mod|alt)\+/.test(step);
    if (plain && (isTyping(event.target) || belongsToFocus(step, event.target))) return;
    if (plain && step.replace('shift+', '').length === 1 && !readPreferences().singleKeys) return;
    typed = [...typed, step];
    clearTimeout(timer);
    timer = setTimeout(() => {
      typed = [];
    }, SEQUENCE_MS);

    const dialogOpen = document.querySelector('[aria-modal=true]') !== null;
    const offered = snapshot.filter((a) => !a.disabled && (!dialogOpen || a.inDialog === true));
    const matching = (steps: readonly string[], how: 'whole' | 'start') =>
      offered.find((action) => keysOf(action).some((keys) => matchKeys(keys, steps) === how));
    const whole = matching(typed, 'whole') ?? matching([step], 'whole');
    if (whole !== undefined) {
      typed = [];
      event.preventDefault();
      whole.run();
    } else if (matching(typed, 'start') === undefined) {
      typed = matching([step], 'start') === undefined ? [] : [step];
    }
  };

  window.addEventListener('keydown', onKeyDown);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown);
  };
}
