import { type Settings, settingsSchema } from '../../../core/contract/index.ts';
import { scaleLabel } from './scale-words.ts';

export interface SettingsChanges {
  /** Only what differs, as the core takes it. */
  values: Partial<Settings>;
  /** Each change in words, old → new. */
  words: string[];
  valid: boolean;
}

const WORDS: { [K in keyof Settings]: { title: string; say: (value: Settings[K]) => string } } = {
  workspaceName: { title: 'Name', say: (name) => `“${name}”` },
  targetScale: { title: 'Target times', say: scaleLabel },
  idleMinutes: { title: 'Lock when idle', say: (minutes) => `${minutes} min` },
  retriageMinutes: { title: 'Look again after', say: (minutes) => `${minutes.join(', ')} min` },
  escalateAfterMinutes: { title: 'Tell those in charge', say: (minutes) => `${minutes} min` },
};

/** What was edited, against what is stored. */
export function changesBetween(stored: Settings, edited: Settings): SettingsChanges {
  const values: Partial<Settings> = {};
  const words: string[] = [];
  const compare = <K extends keyof Settings>(key: K) => {
    if (JSON.stringify(stored[key]) === JSON.stringify(edited[key])) return;
    values[key] = edited[key];
    const { title, say } = WORDS[key];
    words.push(`${title}: ${say(stored[key])} → ${say(edited[key])}`);
  };
  compare('workspaceName');
  compare('targetScale');
  compare('idleMinutes');
  compare('retriageMinutes');
  compare('escalateAfterMinutes');
  const valid =
    settingsSchema.partial().safeParse(values).success &&
    edited.retriageMinutes.every((minutes) => Number.isInteger(minutes) && minutes >= 1);
  return { values, words, valid };
}
