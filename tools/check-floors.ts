import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { importsOf } from './floors/imports.ts';
import { brokenRule, type Import, roomCycles, type Violation } from './floors/rules.ts';

/** `node tools/check-floors.ts`: fails on an upward, sideways or wrong-side import anywhere in the tree. */
const root = path.resolve(import.meta.dirname, '..');
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => file !== '' && !file.endsWith('.d.ts') && existsSync(path.join(root, file)));

const imports = new Map<string, Import[]>();
for (const file of files) imports.set(file, importsOf(file, readFileSync(path.join(root, file), 'utf8')));

const violations: Violation[] = [];
for (const [file, list] of imports) {
  for (const { specifier, line } of list) {
    const rule = brokenRule(file, specifier);
    if (rule) violations.push({ file, line, specifier, rule });
  }
}

for (const { file, line, specifier, rule } of violations)
  console.error(`${file}:${line} imports ${specifier}: ${rule}`);
const cycles = roomCycles(imports);
for (const cycle of cycles) console.error(`rooms in a circle: ${cycle}`);
if (violations.length + cycles.length > 0) process.exit(1);
console.error(`floors: ${files.length} files keep to their floors`);
