import { ParseOption, XmlCData, XmlDocument, XmlElement, XmlParseError, XmlText } from 'libxml2-wasm';
import { malformed, notClinical, tooLarge, unsafeXml } from '../failure.ts';
import { LIMITS } from '../limits.ts';
import { type SourceNode, sourceNode } from '../source.ts';

const FHIR_NAMESPACE = 'http://hl7.org/fhir';

/**
 * FHIR XML into the same tree as FHIR JSON. A document type declaration is refused before the parser sees the
 * file: without one there are no entities to expand and nothing to fetch. The parser's own bounds (depth 256,
 * texts of 10 MB) stay on.
 */
export function readFhirXml(text: string): SourceNode {
  if (declaresDocumentType(text)) throw unsafeXml();
  if (countOf(text, '<') > 2 * LIMITS.nodes) throw tooLarge(`more than ${LIMITS.nodes} elements`);
  const document = parse(text);
  try {
    const { root } = document;
    if (document.dtd !== null) throw unsafeXml();
    if (root.namespaceUri !== FHIR_NAMESPACE) {
      throw notClinical('The file is XML, but not FHIR: its outermost element is not in the FHIR namespace.');
    }
    const node = sourceNode(root.name, null);
    node.type = root.name;
    fill(node, root, { nodes: 0 });
    return node;
  } finally {
    document.dispose();
  }
}

function parse(text: string): XmlDocument {
  const option =
    ParseOption.XML_PARSE_NO_XXE |
    ParseOption.XML_PARSE_NONET |
    ParseOption.XML_PARSE_NO_SYS_CATALOG |
    ParseOption.XML_PARSE_BIG_LINES;
  try {
    return XmlDocument.fromString(withoutDeclaration(text), { option });
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    // libxml2's own message may quote the file, so only the place of the first problem is passed on.
    const [first] = error.details;
    throw malformed(
      'xml',
      first === undefined ? 'it cannot be read' : `line ${first.line}, column ${first.col}`,
    );
  }
}

/** The text is decoded already, so an encoding it declares no longer holds. */
function withoutDeclaration(text: string): string {
  return text
    .replace(/^\s*<\?xml\s[^>]{0,200}\?>/, (declaration) => declaration.replaceAll(/[^\n]/g, ' '))
    .trimStart();
}

/** A DOCTYPE can only stand before the root element: reads past declarations, comments and space. */
export function declaresDocumentType(text: string): boolean {
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
    if (text.startsWith('<?', at)) at = after(text, '?>', at);
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at);
    else return text.startsWith('<!', at);
  }
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function countOf(text: string, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) count += 1;
  return count;
}

interface Budget {
  nodes: number;
}

function fill(node: SourceNode, element: XmlElement, budget: Budget): void {
  budget.nodes += 1;
  if (budget.nodes > LIMITS.nodes) throw tooLarge(`more than ${LIMITS.nodes} elements`);
  for (const attribute of element.attrs) {
    // `url` of extensions and `id` of elements are attributes in XML and members in JSON.
    if (attribute.name === 'value') node.text = attribute.value;
    else sourceNode(attribute.name, node, attribute.value);
  }
  for (let child = element.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElement) addElement(node, child, budget);
    else if (child instanceof XmlText || child instanceof XmlCData) addStrayText(node, child.content);
  }
}

function addElement(parent: SourceNode, element: XmlElement, budget: Budget): void {
  if (element.namespaceUri !== FHIR_NAMESPACE) {
    sourceNode(element.name, parent, element.content.trim()); // narrative; as in JSON, one text
    return;
  }
  // A resource within a resource (`<resource><Patient>`) is one node, as it is in JSON.
  if (
    (parent.name === 'resource' || parent.name === 'contained') &&
    isTypeName(element.name) &&
    parent.type === null
  ) {
    parent.type = element.name;
    fill(parent, element, budget);
    return;
  }
  fill(sourceNode(element.name, parent), element, budget);
}

function isTypeName(name: string): boolean {
  return /^[A-Z]/.test(name);
}

/** FHIR has no text between elements; where there is some, it is reported with the rest. */
function addStrayText(node: SourceNode, content: string): void {
  const text = content.trim();
  if (text !== '') sourceNode('text()', node, text);
}
