import { readdirSync } from 'node:fs';
import path from 'node:path';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import type { ParsedFile } from './draft.ts';
import { UK_ADT, UK_MDM, UK_PATIENT_XML, ukBundle } from './fixtures.ts';
import { hasSharedFiles, parse, sharedBytes, sharedTitle } from './testing.ts';

/**
 * Nothing disappears silently. The files are read here a second time, by other means than the parsers', down to
 * every single value; each must be found in the drafts, or at a position that the report names.
 */
interface Leaf {
  /** Names with an index each: `Bundle[0]`, `entry[3]`; or segment, field, repetition, component, subcomponent. */
  readonly path: readonly { readonly name: string; readonly index: number }[];
  readonly value: string;
}

const SHARED = path.resolve(import.meta.dirname, '../../../shared/data');
const files = (folder: string) => (hasSharedFiles ? readdirSync(path.join(SHARED, folder)) : []);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe.skipIf(!hasSharedFiles)(`every value of the real files${sharedTitle}`, () => {
  test.each(files('fhir'))('[URS-CLN-02] %s: each element is in the drafts or in the report', (file) => {
    const bytes = sharedBytes(`fhir/${file}`);
    const leaves = file.endsWith('.json') ? jsonLeaves(textOf(bytes)) : xmlLeaves(textOf(bytes));
    expect(unaccounted(parse(bytes), leaves, fhirPosition)).toEqual([]);
  });

  test.each(files('hl7v2'))('[URS-CLN-03] %s: each value is in the drafts or in the report', (file) => {
    const bytes = sharedBytes(`hl7v2/${file}`);
    expect(unaccounted(parse(bytes), hl7Leaves(textOf(bytes)), hl7Position)).toEqual([]);
  });
});

describe('every value of our own files', () => {
  test.each([
    ['bundle', ukBundle(), jsonLeaves, fhirPosition],
    ['XML patient', UK_PATIENT_XML, xmlLeaves, fhirPosition],
    ['admission', UK_ADT, hl7Leaves, hl7Position],
    ['letter', UK_MDM, hl7Leaves, hl7Position],
  ] as const)('%s: each is in the drafts or in the report', (_name, text, leavesOf, positionOf) => {
    const leaves = leavesOf(text);
    expect(leaves.length).toBeGreaterThan(10);
    expect(unaccounted(parse(text), leaves, positionOf)).toEqual([]);
  });

  test('the accounting itself notices a value that is in neither', () => {
    const parsed = parse(UK_PATIENT_XML);
    const leaves = xmlLeaves(UK_PATIENT_XML.replace('Ewa', 'Zofia'));
    expect(unaccounted(parsed, leaves, fhirPosition)).toEqual(['Patient.name.given: Zofia']);
    expect(unaccounted({ ...parsed, leftOut: [] }, xmlLeaves(UK_PATIENT_XML), fhirPosition)).toEqual([
      'Patient.birthDate.extension.url: https://example.org/estimated',
    ]);
  });
});

type Position = readonly { readonly name: string; readonly index: number | null }[];

function unaccounted(
  parsed: ParsedFile,
  leaves: readonly Leaf[],
  positionOf: (at: string) => Position | null,
): string[] {
  expect(parsed.error).toBeNull();
  const positions = parsed.leftOut
    .flatMap(({ at }) => at.split(', ').map(positionOf))
    .filter((each) => each !== null);
  const held = valuesOf(parsed.records);
  return leaves
    .filter(
      ({ value, path: at }) =>
        !isHeld(held, value, at) && !positions.some((position) => covers(position, at)),
    )
    .map(({ value, path: at }) => `${at.map(({ name }) => name).join('.')}: ${value}`);
}

function covers(position: Position, at: Leaf['path']): boolean {
  return position.every(
    ({ name, index }, depth) => at[depth]?.name === name && (index === null || at[depth]?.index === index),
  );
}

/** Every text and number in the drafts. */
function valuesOf(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (value instanceof Uint8Array) found.add(Buffer.from(value).toString('base64'));
  else if (Array.isArray(value)) for (const item of value) valuesOf(item, found);
  else if (value !== null && typeof value === 'object')
    for (const item of Object.values(value)) valuesOf(item, found);
  else if (value !== null) found.add(plain(String(value)));
  return found;
}

function words(text: string): string {
  return plain(text.replaceAll(/[,;()]/g, ' '));
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What stands in a draft under another name; each by the place where it may. */
const SAID_OTHERWISE: readonly (readonly [where: RegExp, value: RegExp])[] = [
  // the shape of the draft itself
  [/(^|\.)resourceType$/, /^[A-Z]/],
  [/fullUrl$/, /./],
  [
    /extension\.url$/,
    /EthnicCategory|VerificationStatus|AdmissionMethod|DischargeMethod|interpreterRequired|birthTime|NHSCommunication|^language$/,
  ],
  [/identifier\.system$/, /nhs-number/i],
  [/generalPractitioner\.identifier\.system$/, /ods-organization-code/],
  [/communication\.preferred$/, /^true$/],
  // what a reference leads to stands in its place: the record, the name of the ward, the medication
  [/(subject|patient|location\.location|medicationReference)\.reference$/, /./],
  [/(Bundle\.entry\.resource|contained)\.id$/, /^(ed|med|letter|fed49117-.*)$/],
  // a code of a value set that FHIR fixes says all that its system and display say
  [/(clinicalStatus|verificationStatus)\.coding\.(system|display)$/, /./],
  [/identifier\.(type|extension\.valueCodeableConcept)\.coding\.(system|display)$/, /./],
  [/participant\.type\.coding\.(system|code)$/, /./],
  [/identifier\.value$/, /^943 476 5919$/],
  // codes of HL7 tables that the draft spells out
  [/^PID\.8/, /^[MF]$/],
  [/^PID\.30/, /^(Y|NO)$/],
  [/^PID\.11\.\d+\.7/, /^[MH]$/],
  [/^(PID\.(5|9)).*\.7\./, /^[LD]$/],
  [/^PID\.(13|14|40)\.\d+\.[23]/, /^(CP|PH|TDD|WPN|PRN|Internet)$/],
  [/^PID\.3\..*\.4\./, /^NHS$/],
  [/^(PID|PV1)\.\d+\.\d+\.4\.3$/, /^ISO$/],
  [/^PID\.20/, /./],
  [/^MSH\.9\./, /^(ADT|ORU|MDM|SIU|[A-Z]\d\d)$/],
  [/^PV1\.2\./, /^[PEIO]$/],
  [/^OBX\.2\./, /^(NM|SN|CWE|RP|ED|TX|HD)$/],
  [/^OBX\.11\./, /^[FPISO]$/],
  [/^OBX\.\d+\.\d+\.\d+\.\d+$/, /^(LN|SCT|Base64|application|pdf|image|PICT)$/],
  [/^OBR\.25\./, /^F$/],
  [/^OBR\.3\.\d+\.4/, /^ISO$/],
  [/^TXA\.17\./, /^AU$/],
  [/^SCH\.25\./, /^Booked$/],
  [/^AL1\.2\./, /^(EA|DA)$/],
  [/^DG1\.6\./, /^[AW]$/],
  [/^(DG1|PV2|AL1|OBR|FT1)\.\d+\.\d+\.3\./, /^(SCT|LN)$/],
];

function isHeld(held: ReadonlySet<string>, raw: string, at: Leaf['path']): boolean {
  const value = plain(raw);
  if (held.has(value)) return true;
  const where = at.map(({ name }) => name).join('.');
  if (SAID_OTHERWISE.some(([place, values]) => place.test(where) && values.test(value))) return true;
  const time = isoOf(value);
  for (const each of held) {
    if (time !== null && each.startsWith(time)) return true;
    // Names and places are joined to one text, and so must be found in it as whole words.
    if (value.length > 0 && each.length > value.length && ` ${words(each)} `.includes(` ${words(value)} `))
      return true;
    if (
      /^(urn:oid:|[A-Z][A-Za-z]+\/)/.test(each) &&
      (each.endsWith(`/${value}`) || each.endsWith(`:${value}`))
    )
      return true;
  }
  return false;
}

/** An HL7 time as the beginning of its ISO form, without its zone. */
function isoOf(value: string): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:\.\d+)?([+-]\d{4})?$/.exec(value);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const date = `${year}-${month}-${day}`;
  return hour === undefined ? date : `${date}T${hour}:${minute}${second === undefined ? '' : `:${second}`}`;
}

function jsonLeaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (value: unknown, at: Leaf['path']) => {
    if (Array.isArray(value)) {
      const last = at.at(-1);
      for (const [index, item] of value.entries())
        walk(item, [...at.slice(0, -1), { name: last?.name ?? '', index }]);
    } else if (value !== null && typeof value === 'object') {
      // An element's own extensions are reported at the element, as in FHIRPath.
      for (const [name, item] of Object.entries(value))
        walk(item, [...at, { name: name.replace(/^_/, ''), index: 0 }]);
    } else if (value !== null) {
      leaves.push({ path: at, value: String(value) });
    }
  };
  const root = JSON.parse(text);
  walk(root, [{ name: root.resourceType, index: 0 }]);
  return leaves;
}

function xmlLeaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const document = XmlDocument.fromString(
    text.slice(text.indexOf('<Patient') > 0 && text.startsWith('<?xml') ? text.indexOf('<Patient') : 0),
  );
  const walk = (element: XmlElement, at: Leaf['path']) => {
    for (const { name, value } of element.attrs)
      leaves.push({ path: name === 'value' ? at : [...at, { name, index: 0 }], value });
    const seen = new Map<string, number>();
    for (let child = element.firstChild; child !== null; child = child.next) {
      if (!(child instanceof XmlElement)) continue;
      const index = seen.get(child.name) ?? 0;
      seen.set(child.name, index + 1);
      const isResource = /^[A-Z]/.test(child.name);
      if (child.name === 'div')
        leaves.push({ path: [...at, { name: 'div', index: 0 }], value: child.content });
      else walk(child, isResource ? at : [...at, { name: child.name, index }]);
    }
  };
  walk(document.root, [{ name: document.root.name, index: 0 }]);
  document.dispose();
  return leaves;
}

/** By plain splitting; set IDs and the marks themselves hold no information. */
function hl7Leaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const seen = new Map<string, number>();
  for (const line of text.replace('\ufeff', '').split(/[\r\n]+/)) {
    const fields = line.split('|');
    const segment = fields[0] ?? '';
    const occurrence = (seen.get(segment) ?? 0) + 1;
    seen.set(segment, occurrence);
    for (const [index, field] of fields.entries()) {
      if (index === 0 || (index === 1 && /^(MSH|PID|PV1|OBX|OBR|NTE|AL1|DG1|TXA|TQ1)$/.test(segment)))
        continue;
      const number = segment === 'MSH' ? index + 1 : index;
      for (const [repetition, components] of field.split('~').entries()) {
        for (const [component, subcomponents] of components.split('^').entries()) {
          for (const [sub, value] of subcomponents.split('&').entries()) {
            const numbers = [number, repetition + 1, component + 1, sub + 1].map((name) => ({
              name: String(name),
              index: 0,
            }));
            const decoded = value
              .replaceAll('\\T\\', '&')
              .replaceAll('\\E\\', '\\')
              .replaceAll('\\.br\\', '\n');
            if (value.trim() !== '')
              leaves.push({ path: [{ name: segment, index: occurrence }, ...numbers], value: decoded });
          }
        }
      }
    }
  }
  return leaves;
}

function fhirPosition(at: string): Position {
  return at.split('.').map((part) => {
    const match = /^(.*?)(?:\[(\d+)\])?$/.exec(part);
    return { name: match?.[1] ?? part, index: match?.[2] === undefined ? null : Number(match[2]) };
  });
}

function hl7Position(at: string): Position | null {
  const match = /^([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?(?:-(\d+)(?:\[(\d+)\])?(?:\.(\d+)(?:\.(\d+))?)?)?$/.exec(
    at,
  );
  if (match === null) return null;
  const [, segment = '', occurrence, field, repetition, component, sub] = match;
  const position: { name: string; index: number | null }[] = [
    { name: segment, index: occurrence === undefined ? null : Number(occurrence) },
  ];
  if (field !== undefined) position.push({ name: field, index: null });
  if (component === undefined && repetition === undefined) return position;
  position.push({ name: repetition ?? '1', index: null });
  if (component !== undefined) position.push({ name: component, index: null });
  if (sub !== undefined) position.push({ name: sub, index: null });
  return position;
}
