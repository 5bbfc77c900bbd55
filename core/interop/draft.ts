import type { Consciousness, Vitals } from '../contract/triage-case.ts';

/**
 * What a FHIR or HL7 v2 file says, in one neutral form that knows nothing of how records are stored. Every
 * piece carries `at`, its position in the file, so that whoever cannot keep something can name it.
 */
export type FileFormat = 'fhir-json' | 'fhir-xml' | 'hl7v2' | 'unknown';

export interface ParsedFile {
  readonly format: FileFormat;
  /** FHIR: one per patient. HL7 v2: one per message, in the order of the file, because messages are events. */
  readonly records: readonly RecordDraft[];
  /** Everything the file holds and `records` does not, or not as it was sent. */
  readonly leftOut: readonly LeftOut[];
  readonly error: ParseFailure | null;
}

export interface LeftOut {
  /** FHIRPath (`Patient.extension[2]`), HL7 position (`OBX[3]-5.1`) or `line 7`; neighbours are joined by a comma. */
  readonly at: string;
  /** In words for a clinician; never holds a value from the file. */
  readonly reason: string;
}

export interface ParseFailure {
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

export interface RecordDraft {
  readonly source: SourceDraft;
  readonly patient: PatientDraft;
  readonly encounters: readonly EncounterDraft[];
  readonly reports: readonly ReportDraft[];
  readonly observations: readonly ObservationDraft[];
  readonly conditions: readonly ConditionDraft[];
  readonly allergies: readonly AllergyDraft[];
  readonly medications: readonly MedicationDraft[];
  readonly documents: readonly DocumentDraft[];
  /** Identifiers of records that the sender has merged into this patient (HL7 A40 and its kin). */
  readonly mergedFrom: readonly IdentifierDraft[];
}

export interface SourceDraft {
  /** `ADT^A01`, or `Bundle` or the resource type. */
  readonly kind: string;
  readonly id: string | null;
  readonly sentAt: TimeDraft | null;
  readonly sender: string | null;
  /** P production, T training, D debugging, as HL7 v2 says it; null in FHIR. */
  readonly processing: string | null;
}

export interface TimeDraft {
  /** ISO 8601, no more precise than the source: `2026-03`, `2026-03-14T09:30`, `2026-03-14T09:30:00.5+01:00`. */
  readonly iso: string;
  readonly precision: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';
  /** `local`: a time of day without a zone, to be read as the sender's local time. */
  readonly zone: 'stated' | 'local' | 'none';
}

export interface PeriodDraft {
  readonly start: TimeDraft | null;
  readonly end: TimeDraft | null;
}

export interface CodingDraft {
  /** A URI where the system is known (SNOMED CT, LOINC), else what the sender wrote. */
  readonly system: string | null;
  readonly code: string | null;
  readonly display: string | null;
}

export interface ConceptDraft {
  readonly codings: readonly CodingDraft[];
  readonly text: string | null;
}

export interface IdentifierDraft {
  readonly kind: 'nhsNumber' | 'other';
  /** Of an NHS number always `https://fhir.nhs.uk/Id/nhs-number`, whatever the sender calls it. */
  readonly system: string | null;
  /** Of an NHS number the ten digits without spaces; whether its check digit is right is not judged here. */
  readonly value: string;
  /** Code of HL7 table 0203 where stated: MR, SS, VN … */
  readonly type: string | null;
  readonly assigner: string | null;
  readonly period: PeriodDraft | null;
}

export interface NameDraft {
  readonly use: string | null;
  readonly family: string | null;
  readonly given: readonly string[];
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly text: string | null;
  readonly period: PeriodDraft | null;
}

export interface AddressDraft {
  readonly use: string | null;
  readonly lines: readonly string[];
  readonly city: string | null;
  readonly district: string | null;
  readonly state: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly text: string | null;
  readonly period: PeriodDraft | null;
}

export interface TelecomDraft {
  readonly system: 'phone' | 'email' | 'fax' | 'other';
  readonly value: string;
  readonly use: string | null;
}

export interface PatientDraft {
  readonly at: string;
  /** False when the file only refers to the patient: then `reference` or `identifiers` are all there is. */
  readonly inFile: boolean;
  readonly reference: string | null;
  readonly family: string | null;
  readonly given: readonly string[];
  readonly prefix: string | null;
  readonly suffix: string | null;
  /** All names as sent, the one in use first. */
  readonly names: readonly NameDraft[];
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly birthTime: TimeDraft | null;
  readonly sex: 'female' | 'male' | 'other' | 'unknown';
  readonly nhsNumber: string | null;
  /** Code of the NHS number verification status, `01` present and verified. */
  readonly nhsNumberStatus: string | null;
  readonly identifiers: readonly IdentifierDraft[];
  readonly address: AddressDraft | null;
  readonly otherAddresses: readonly AddressDraft[];
  readonly postcode: string | null;
  readonly telecom: readonly TelecomDraft[];
  readonly ethnicCategory: CodingDraft | null;
  readonly language: ConceptDraft | null;
  readonly otherLanguages: readonly ConceptDraft[];
  readonly interpreterNeeded: boolean | null;
  readonly gpPractice: GpPracticeDraft | null;
  readonly deceased: { readonly value: boolean; readonly at: TimeDraft | null } | null;
  readonly active: boolean | null;
}

export interface GpPracticeDraft {
  /** The code when it has the form of an ODS practice code, letter and five digits. */
  readonly ods: string | null;
  readonly code: string | null;
  readonly name: string | null;
}

export interface PersonDraft {
  readonly role: string | null;
  readonly name: string | null;
  readonly identifier: string | null;
  readonly reference: string | null;
}

export interface EncounterDraft {
  readonly at: string;
  /** What observations and others point to. */
  readonly reference: string;
  readonly identifiers: readonly IdentifierDraft[];
  readonly class: CodingDraft | null;
  /** FHIR encounter status: planned, arrived, in-progress, finished, cancelled, unknown … */
  readonly status: string;
  readonly types: readonly ConceptDraft[];
  readonly service: ConceptDraft | null;
  readonly priority: ConceptDraft | null;
  readonly period: PeriodDraft | null;
  readonly planned: PeriodDraft | null;
  readonly reasons: readonly ConceptDraft[];
  readonly location: string | null;
  readonly serviceProvider: string | null;
  readonly participants: readonly PersonDraft[];
  readonly admissionMethod: ConceptDraft | null;
  readonly admitSource: ConceptDraft | null;
  readonly dischargeMethod: ConceptDraft | null;
  readonly dischargeDisposition: ConceptDraft | null;
  readonly dischargedTo: string | null;
  readonly notes: readonly string[];
}

export type ValueDraft =
  | {
      readonly kind: 'quantity';
      readonly value: number;
      /** The number as it was written, with its precision: `37.50`. */
      readonly decimal: string;
      readonly comparator: string | null;
      readonly unit: string | null;
      readonly system: string | null;
      readonly code: string | null;
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'coded'; readonly concept: ConceptDraft }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'time'; readonly time: TimeDraft }
  | { readonly kind: 'period'; readonly period: PeriodDraft }
  | { readonly kind: 'several'; readonly values: readonly ValueDraft[] };

export type QuantityDraft = Extract<ValueDraft, { kind: 'quantity' }>;

/** A value of the vital signs, in the unit the contract fixes. */
export interface VitalDraft {
  readonly key: keyof Vitals;
  readonly value: number | boolean | Consciousness;
}

export interface RangeDraft {
  readonly low: QuantityDraft | null;
  readonly high: QuantityDraft | null;
  readonly text: string | null;
}

export interface MeasuredDraft {
  readonly code: ConceptDraft;
  readonly value: ValueDraft | null;
  readonly absentReason: ConceptDraft | null;
  readonly vital: VitalDraft | null;
  readonly interpretations: readonly ConceptDraft[];
  readonly referenceRanges: readonly RangeDraft[];
}

export interface ObservationDraft extends MeasuredDraft {
  readonly at: string;
  readonly reference: string | null;
  readonly identifiers: readonly IdentifierDraft[];
  /** FHIR observation status: registered, preliminary, final, amended, corrected, cancelled, unknown. */
  readonly status: string;
  readonly categories: readonly ConceptDraft[];
  readonly components: readonly MeasuredDraft[];
  readonly effective: PeriodDraft | null;
  readonly issued: TimeDraft | null;
  readonly encounter: string | null;
  /** Index into the record's reports. */
  readonly report: number | null;
  readonly bodySite: ConceptDraft | null;
  readonly methods: readonly ConceptDraft[];
  readonly performers: readonly PersonDraft[];
  readonly notes: readonly string[];
}

export interface ReportDraft {
  readonly at: string;
  readonly reference: string | null;
  readonly identifiers: readonly IdentifierDraft[];
  readonly code: ConceptDraft;
  readonly status: string;
  readonly effective: PeriodDraft | null;
  readonly issued: TimeDraft | null;
  readonly encounter: string | null;
  readonly performers: readonly PersonDraft[];
  readonly conclusion: string | null;
  readonly notes: readonly string[];
}

export interface ConditionDraft {
  readonly at: string;
  readonly reference: string | null;
  readonly identifiers: readonly IdentifierDraft[];
  readonly code: ConceptDraft;
  readonly clinicalStatus: string | null;
  readonly verificationStatus: string | null;
  readonly categories: readonly ConceptDraft[];
  readonly severity: ConceptDraft | null;
  readonly bodySite: ConceptDraft | null;
  readonly onset: PeriodDraft | null;
  readonly onsetText: string | null;
  readonly abatement: PeriodDraft | null;
  readonly abatementText: string | null;
  readonly recorded: TimeDraft | null;
  readonly encounter: string | null;
  readonly recordedBy: readonly PersonDraft[];
  readonly notes: readonly string[];
}

export interface ReactionDraft {
  readonly substance: ConceptDraft | null;
  readonly manifestations: readonly ConceptDraft[];
  readonly severity: string | null;
  readonly text: string | null;
  readonly onset: TimeDraft | null;
}

export interface AllergyDraft {
  readonly at: string;
  readonly reference: string | null;
  readonly identifiers: readonly IdentifierDraft[];
  readonly code: ConceptDraft;
  readonly clinicalStatus: string | null;
  readonly verificationStatus: string | null;
  readonly type: string | null;
  readonly categories: readonly string[];
  readonly criticality: string | null;
  readonly severity: ConceptDraft | null;
  readonly reactions: readonly ReactionDraft[];
  readonly onset: PeriodDraft | null;
  readonly onsetText: string | null;
  readonly lastOccurrence: TimeDraft | null;
  readonly recorded: TimeDraft | null;
  readonly encounter: string | null;
  readonly recordedBy: readonly PersonDraft[];
  readonly notes: readonly string[];
}

export interface DosageDraft {
  readonly text: string | null;
  readonly patientInstruction: string | null;
  readonly dose: QuantityDraft | null;
  readonly frequency: string | null;
  readonly period: string | null;
  readonly periodUnit: string | null;
  readonly timing: ConceptDraft | null;
  readonly asNeeded: ConceptDraft | boolean | null;
  readonly site: ConceptDraft | null;
  readonly route: ConceptDraft | null;
  readonly method: ConceptDraft | null;
}

export interface MedicationDraft {
  readonly at: string;
  readonly kind: 'statement' | 'request';
  readonly reference: string | null;
  readonly identifiers: readonly IdentifierDraft[];
  readonly code: ConceptDraft;
  readonly status: string;
  readonly intent: string | null;
  readonly categories: readonly ConceptDraft[];
  readonly effective: PeriodDraft | null;
  readonly recorded: TimeDraft | null;
  readonly encounter: string | null;
  readonly reasons: readonly ConceptDraft[];
  readonly dosages: readonly DosageDraft[];
  readonly recordedBy: readonly PersonDraft[];
  readonly notes: readonly string[];
}

export interface DocumentDraft {
  readonly at: string;
  readonly reference: string | null;
  readonly identifiers: readonly IdentifierDraft[];
  readonly title: string | null;
  readonly type: ConceptDraft | null;
  readonly categories: readonly ConceptDraft[];
  readonly status: string | null;
  readonly time: TimeDraft | null;
  readonly authors: readonly PersonDraft[];
  readonly encounter: string | null;
  /** As the sender declares it; look at the content before trusting it. */
  readonly mediaType: string | null;
  readonly fileName: string | null;
  readonly text: string | null;
  readonly bytes: Uint8Array | null;
  /** Where the sender keeps the document. It is never fetched. */
  readonly url: string | null;
  readonly notes: readonly string[];
}
