import { parseSync } from 'oxc-parser';
import type { Import } from './rules.ts';

function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let index = 0; index < offset; index += 1) if (source.charCodeAt(index) === 10) line += 1;
  return line;
}

/** Every static import, re-export and dynamic import with a literal, read by a real parser. */
export function importsOf(file: string, source: string): Import[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Import[] = [];
  for (const statement of module.staticImports) {
    const typeOnly = statement.entries.length > 0 && statement.entries.every((entry) => entry.isType);
    found.push({ specifier: statement.moduleRequest.value, line: lineAt(source, statement.start), typeOnly });
  }
  for (const statement of module.staticExports) {
    const request = statement.entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (request)
      found.push({ specifier: request.value, line: lineAt(source, statement.start), typeOnly: false });
  }
  for (const dynamic of module.dynamicImports) {
    const text = source.slice(dynamic.moduleRequest.start, dynamic.moduleRequest.end);
    const literal = /^(['"`])(.*)\1$/.exec(text)?.[2];
    if (literal) found.push({ specifier: literal, line: lineAt(source, dynamic.start), typeOnly: false });
  }
  return found;
}
