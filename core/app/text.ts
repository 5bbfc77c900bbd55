import path from 'node:path';
import type { Annotation, ContextAnswer } from '../contract/text.ts';
import { findResources } from '../kernel/resources.ts';
import { annotateText, loadLaboratory, loadLexicon, loadTriggers, readContext } from '../text/index.ts';

/** What needs only the reading of clinical text: neither a workspace nor the rules of triage. */

/** Loads the trigger phrases once. @throws text.badLexicon; the reader throws text.conceptNotFound. */
export function createContextReader(
  resources = findResources(),
): (sentence: string, concept: string) => ContextAnswer {
  const triggers = loadTriggers(path.join(resources, 'lexicon'));
  return (sentence, concept) => readContext(triggers, sentence, concept);
}

/** Loads the whole lexicon once. @throws text.badLexicon. */
export function createAnnotator(resources = findResources()): (text: string) => Omit<Annotation, 'id'> {
  const folder = path.join(resources, 'lexicon');
  const lexicon = loadLexicon(folder);
  const laboratory = loadLaboratory(folder);
  return (text) => annotateText(lexicon, laboratory, text);
}
