/**
 * Keys as they are written in actions: `n`, `?`, `Enter`, `ArrowDown`, `mod+k`, `shift+Tab`, or a sequence `g t`.
 * `mod` is Ctrl, or Cmd on a Mac. Shift is named only with keys that do not already show it, letters included.
 */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The press as one step of a key expression, e.g. `mod+k`; null for a modifier on its own. */
export function stepOf(press: KeyPress): string | null {
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'CapsLock', 'Dead'].includes(press.key)) return null;
  const letter = /^\p{L}$/u.test(press.key);
  const named = press.key === ' ' ? 'Space' : press.key;
  const parts = [];
  if (press.ctrlKey || press.metaKey) parts.push('mod');
  if (press.altKey) parts.push('alt');
  if (press.shiftKey && (letter || named.length > 1)) parts.push('shift');
  parts.push(letter ? named.toLowerCase() : named);
  return parts.join('+');
}

/** Whether steps typed so far are the whole of an expression, the start of it, or neither. */
export function matchKeys(expression: string, typed: readonly string[]): 'whole' | 'start' | 'none' {
  const steps = expression.split(' ');
  if (typed.length > steps.length || typed.some((step, index) => step !== steps[index])) return 'none';
  return typed.length === steps.length ? 'whole' : 'start';
}

const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent);
const SHOWN: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  alt: isMac ? '⌥' : 'Alt',
  shift: isMac ? '⇧' : 'Shift',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** The caps to draw for an expression: steps of a sequence, each a list of caps. */
export function capsOf(expression: string): string[][] {
  return expression
    .split(' ')
    .map((step) =>
      step.split(/\+(?=.)/).map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    );
}

/** Typing in a field must never trigger an action, unless a modifier says that it is meant as one. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select') !== null
  );
}

/** Enter and Space belong to the focused control, arrows to a focused group of controls. */
export function belongsToFocus(step: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (step === 'Enter' || step === 'Space')
    return target.closest('a, button, summary, [role=button]') !== null;
  if (step.startsWith('Arrow')) {
    return (
      target.closest('[role=menu], [role=tablist], [role=radiogroup], [role=slider], [type=radio]') !== null
    );
  }
  return false;
}
