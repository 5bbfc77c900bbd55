import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { billOfMaterials } from './supply-chain/bill-of-materials.ts';

/** `npm run sbom`: writes the software bill of materials to out/sbom.cdx.json. */
const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'out', 'sbom.cdx.json');
const bill = billOfMaterials(root);
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
console.log(`${bill.components.length} components, CycloneDX ${bill.specVersion}: out/sbom.cdx.json`);
