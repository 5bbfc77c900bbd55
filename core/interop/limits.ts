/** How much of a file is read before it is refused. They bound time and memory, not what is clinically sensible. */
export const LIMITS = {
  fileBytes: 64 * 1024 * 1024,
  /** Objects and arrays within each other in FHIR JSON; libxml2 has its own bound of 256 for XML. */
  depth: 100,
  /** Elements of a FHIR file; values of an HL7 file. */
  nodes: 1_000_000,
  /** Separators in one HL7 segment. */
  marks: 100_000,
  /** Entries in the report of what was left out; what follows is counted in a last entry. */
  leftOut: 5_000,
} as const;
