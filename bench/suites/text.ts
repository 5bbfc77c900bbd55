import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type CohortOptions, generateCohort } from '../../core/clinic/demo/cohort.ts';
import { loadDemoData } from '../../core/clinic/demo/demo-data.ts';
import { contextCaseSchema } from '../../core/contract/text.ts';
import { findResources } from '../../core/kernel/resources.ts';
import {
  annotateText,
  loadLaboratory,
  loadLexicon,
  loadTriggers,
  readContext,
} from '../../core/text/index.ts';
import { type Suite, timed } from '../figure.ts';

const ROUNDS = 100;
const NOTES = 2_000;
const cohort: CohortOptions = {
  seed: 1,
  encounters: NOTES,
  bias: null,
  now: Date.parse('2026-03-14T08:00:00Z'),
  days: 90,
};

export const text: Suite = {
  id: 'text',
  title: 'Clinical text: assertion of a concept in a sentence, and full annotation of notes, on one core',
  async run(say) {
    const folder = path.join(findResources(), 'lexicon');
    const loading = timed(() => loadLexicon(folder));
    const loadingTriggers = timed(() => loadTriggers(folder));
    const lexicon = loadLexicon(folder);
    const laboratory = loadLaboratory(folder);
    const triggers = loadTriggers(folder);
    // End to end: the line is parsed, answered and written as JSON again.
    const lines = readFileSync(
      path.join(path.dirname(findResources()), 'tests/fixtures/assertion-sentences.jsonl'),
      'utf8',
    )
      .trim()
      .split('\n');
    const answerAll = () => {
      for (const line of lines) {
        const { id, sentence, concept } = contextCaseSchema.parse(JSON.parse(line));
        JSON.stringify({ id, ...readContext(triggers, sentence, concept) });
      }
    };
    for (let round = 0; round < 10; round += 1) answerAll(); // warm up
    say(`${lines.length * ROUNDS} sentences`);
    const context = timed(() => {
      for (let round = 0; round < ROUNDS; round += 1) answerAll();
    });
    const notes = generateCohort(loadDemoData(findResources()), cohort).map(({ narrative }) => narrative);
    const annotateAll = () => {
      for (const note of notes) annotateText(lexicon, laboratory, note);
    };
    annotateAll(); // warm up
    say(`${notes.length} notes`);
    const annotation = timed(annotateAll);
    return [
      {
        id: 'text.context',
        title: 'assertion of a concept, sentences per second',
        value: (lines.length * ROUNDS) / (context / 1_000),
        unit: '/s',
        goal: { kind: 'atLeast', value: 20_000 },
      },
      {
        id: 'text.annotate',
        title: 'full annotation, notes per second',
        value: notes.length / (annotation / 1_000),
        unit: '/s',
      },
      { id: 'text.load', title: 'loading the lexicon', value: loading, unit: 'ms' },
      { id: 'text.loadTriggers', title: 'loading the trigger phrases', value: loadingTriggers, unit: 'ms' },
    ];
  },
};
