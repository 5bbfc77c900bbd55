import type { ContextAnswer } from '../contract/text.ts';
import { FairdocError } from '../kernel/errors.ts';
import { AFFIRMED, type Assertion, assertionOf } from './assertion.ts';
import { locatePhrase } from './locate.ts';
import { splitSentences } from './tokens.ts';
import type { TriggerTable } from './trigger-table.ts';
import { findTriggersAround } from './triggers.ts';

/** The three answers of the ConText model, from the flags that triggers set. */
export function answerOf(assertion: Assertion): ContextAnswer {
  return {
    negation: assertion.negated ? 'negated' : assertion.possible ? 'possible' : 'affirmed',
    temporality: assertion.hypothetical ? 'hypothetical' : assertion.historical ? 'historical' : 'current',
    experiencer: assertion.other ? 'other' : 'patient',
  };
}

/**
 * What a sentence says about a concept: whether the patient has it, now or formerly, or whether somebody else does.
 * The concept is any words that the sentence holds in this or a similar form; the lexicon is not consulted.
 *
 * @throws FairdocError `text.conceptNotFound` when the sentence does not hold it.
 */
export function readContext(triggers: TriggerTable, sentence: string, concept: string): ContextAnswer {
  const parts = splitSentences(sentence);
  const phrase = splitSentences(concept).flatMap(({ tokens }) => tokens);
  const [only] = parts;
  const tokens = parts.length === 1 && only ? only.tokens : parts.flatMap((part) => part.tokens);
  const place = locatePhrase(tokens, phrase);
  if (!place) {
    throw new FairdocError(
      'invalid',
      'text.conceptNotFound',
      'The sentence does not hold the concept.',
      'Give the concept in words of the sentence.',
    );
  }
  let before = 0;
  for (const part of parts) {
    const end = before + part.tokens.length;
    if (place.start < end) {
      const from = place.start - before;
      const to = Math.min(place.end, end) - before;
      return answerOf(
        assertionOf(part.tokens, findTriggersAround(triggers, part.tokens, from, to), from, to),
      );
    }
    before = end;
  }
  return answerOf(AFFIRMED);
}
