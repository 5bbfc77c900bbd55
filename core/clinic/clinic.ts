import type { Acuity, Settings, TriageCase, TriageResult } from '../contract/index.ts';
import type { Actor } from '../identity/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../store/index.ts';
import type { CodeLists } from './code-lists.ts';

/** The part of the settings that triage goes by. */
export type TriageSettings = Pick<Settings, 'targetScale' | 'retriageMinutes' | 'escalateAfterMinutes'>;

/** The rules as the clinic uses them: pure, and the same for the same knowledge. */
export interface TriageEngine {
  /** Names the rules and their version wherever an assessment is stored. */
  readonly agent: { readonly id: string; readonly version: string };
  assess(input: TriageCase, scale: TriageSettings['targetScale']): TriageResult;
  targetMinutes(acuity: Acuity, scale: TriageSettings['targetScale']): number;
}

/** What every service of the clinic works with, made once when the core is composed. */
export interface Clinic {
  readonly clock: Clock;
  readonly codes: CodeLists;
  readonly triage: TriageEngine;
  settings(store: Store): TriageSettings;
}

/** On whose behalf, and in which workspace. A `HandlerContext` is one. */
export interface Acting {
  readonly store: Store;
  readonly actor: Actor;
}
