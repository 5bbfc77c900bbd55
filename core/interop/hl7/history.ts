import type { AllergyDraft, ConditionDraft } from '../draft.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { coded, field, first, identifierEi, part, peopleXcn, timeAt, value } from './read.ts';

/** HL7 table 0127 in the words of FHIR; misc and animal and plant allergies have none of their own there. */
const ALLERGY_CATEGORIES: Readonly<Record<string, string>> = {
  DA: 'medication',
  FA: 'food',
  EA: 'environment',
  AA: 'environment',
  PA: 'environment',
  LA: 'environment',
};

/** AL1, an allergy. */
export function readAllergy(al1: SourceNode, at: string, encounter: string | null): AllergyDraft | null {
  const code = coded(first(al1, 3));
  if (code === null) {
    leave(al1, 'It does not say what the patient is allergic to (AL1-3).');
    return null;
  }
  const category = part(first(al1, 2));
  const known = ALLERGY_CATEGORIES[category?.text ?? ''];
  if (known !== undefined) take(category);
  const recorded = timeAt(first(al1, 6));
  return {
    at,
    reference: null,
    identifiers: [],
    code,
    clinicalStatus: null,
    verificationStatus: null,
    type: 'allergy',
    categories: known === undefined ? [] : [known],
    criticality: null,
    severity: coded(first(al1, 4)),
    reactions: field(al1, 5).flatMap((each) => {
      const text = value(each);
      return text === null
        ? []
        : [{ substance: null, manifestations: [], severity: null, text, onset: null }];
    }),
    onset: null,
    onsetText: null,
    lastOccurrence: null,
    recorded,
    encounter,
    recordedBy: [],
    notes: [],
  };
}

/** HL7 table 0052: admitting, working, final. */
const DIAGNOSIS_TYPES: Readonly<Record<string, readonly [name: string, verification: string | null]>> = {
  A: ['admitting diagnosis', null],
  W: ['working diagnosis', 'provisional'],
  F: ['final diagnosis', 'confirmed'],
};

/** DG1, a diagnosis. */
export function readCondition(dg1: SourceNode, at: string, encounter: string | null): ConditionDraft | null {
  if (part(first(dg1, 21))?.text === 'D') {
    leave(dg1, 'The sender asks to delete this diagnosis; nothing was deleted.');
    return null;
  }
  const code = coded(first(dg1, 3));
  const description = value(first(dg1, 4));
  if (code === null && description === null) {
    leave(dg1, 'It does not say what the diagnosis is (DG1-3, DG1-4).');
    return null;
  }
  const typeNode = part(first(dg1, 6));
  const type = DIAGNOSIS_TYPES[typeNode?.text ?? ''];
  if (type !== undefined) take(typeNode);
  return {
    at,
    reference: null,
    identifiers: identifierEi(first(dg1, 20), null),
    code: {
      codings: code?.codings ?? [],
      text: [...new Set([description, code?.text])].filter((each) => each != null).join('; ') || null,
    },
    clinicalStatus: null,
    verificationStatus: type?.[1] ?? null,
    categories: type === undefined ? [] : [{ codings: [], text: type[0] }],
    severity: null,
    bodySite: null,
    onset: null,
    onsetText: null,
    abatement: null,
    abatementText: null,
    recorded: timeAt(first(dg1, 5)),
    encounter,
    recordedBy: peopleXcn(dg1, 16, 'diagnosing clinician'),
    notes: [],
  };
}
