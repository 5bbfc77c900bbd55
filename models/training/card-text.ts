import type { ModelCard, ModelId } from '../../core/contract/models.ts';

/** What the cards say that is not measured. Written for the clinician and the inspector who read it. */
type Text = Pick<ModelCard, 'title' | 'estimate' | 'intendedUse' | 'outOfScope' | 'raising'> & {
  readonly warnings: readonly string[];
};

export const VERSION = '1.0.0';
export const RELEASED = '2026-11-21';

export const SYNTHETIC_NOTICE =
  'This model was trained and tested on invented patients only. Its figures say how well it has learnt an invented ' +
  'department, not how well it does in yours. It has not been validated on real patients.';

export const SHARED = {
  developer: 'The Fairdoc project',
  licence: 'Same as Fairdoc; the weights hold no third-party data',
  users: ['Emergency clinicians and triage nurses, as a second look beside the rules'],
  limitations: [
    'Invented patients are simpler than real ones: one complaint each, told in few wordings, with measurements that follow a pattern.',
    'Outcomes were drawn from severity, measurements, age and known illnesses. The model cannot know anything about outcomes that was not put in.',
    'Complaints that the rules do not recognise look alike to the model.',
    'Children, pregnant and very old patients are few in the training data.',
  ],
  bias:
    'Ethnic category, language, deprivation and names are not inputs, and played no part in drawing outcomes. The ' +
    'table of subgroups shows the mean prediction against what happened in each; a difference for language or ethnic ' +
    'category can only come from chance or from how complaints are told. Real departments differ: watch the Bias page.',
  maintenance:
    'Trained again whenever the definition of its inputs changes; a model trained on another definition is refused. ' +
    'Retire it under Models when its estimates do not fit what you see, and report that to the developers.',
} as const;

const ALWAYS_OUT = [
  'Deciding who is sent home. A low risk is no reason to send anybody home.',
  'Making a level less urgent: the program does not allow it.',
  'Patients for whom treatment has been limited or who are brought in for a procedure.',
];

export const TEXTS: Readonly<Record<ModelId, Text>> = {
  acuity: {
    title: 'Acuity',
    estimate: 'How likely an experienced clinician would give each of the five levels.',
    intendedUse:
      'A second look at the level that the rules give. Where it is nearly sure of a more urgent one, and vital signs ' +
      'were measured, it raises the level and says so; it never lowers it.',
    outOfScope: ALWAYS_OUT,
    warnings: ['Without vital signs its estimate rests on the complaint alone and never raises a level.'],
    // Never to level 1, which nobody overlooks, and never out of self-care to level 4: little to gain, much to annoy.
    raising: {
      levels: [
        { level: 2, probability: 0.9 },
        { level: 3, probability: 0.7 },
      ],
      minimumVitals: 3,
    },
  },
  admission: {
    title: 'Admission',
    estimate: 'How likely the patient is to be admitted from this visit.',
    intendedUse: 'Planning of beds and staff, and a hint to look again at a patient who seems well.',
    outOfScope: ALWAYS_OUT,
    warnings: ['Admission depends on the hospital as much as on the patient.'],
    raising: null,
  },
  'critical-care-12h': {
    title: 'Critical care within 12 h',
    estimate: 'How likely the patient is to need critical care within 12 hours of arrival.',
    intendedUse: 'A hint to look again, and earlier, at a patient who may get worse.',
    outOfScope: ALWAYS_OUT,
    warnings: ['The event is rare: even a high estimate is wrong more often than right.'],
    raising: null,
  },
  'return-72h': {
    title: 'Return within 72 h',
    estimate:
      'How likely the patient is to come back within 72 hours, if they are sent home from this visit.',
    intendedUse: 'Choosing whom to give clear safety-net advice and a follow-up call.',
    outOfScope: ALWAYS_OUT,
    warnings: [
      'It says nothing about patients who are admitted.',
      'It separates those who come back from those who do not only a little better than chance.',
    ],
    raising: null,
  },
};

/** How far a run from the same seed may differ on another machine or after a change of the knowledge. */
export const TOLERANCE = { auroc: 0.02, brier: 0.01, ece: 0.02 } as const;
