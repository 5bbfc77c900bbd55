import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/**
 * The acuity palette against what it promises. Contrast as in WCAG 2.2 (relative luminance); colour vision by the
 * matrices of Machado, Oliveira and Fernandes (2009) for a complete deficiency; difference as CIE76 in CIELAB.
 */
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [lightBlock = '', darkBlock = ''] = [
  css.slice(css.indexOf(':root {'), css.indexOf('}', css.indexOf(':root {'))),
  css.slice(css.indexOf('scheme="dark"] {'), css.indexOf('}', css.indexOf('scheme="dark"] {'))),
];

type Rgb = readonly [number, number, number];

function token(name: string, scheme: 'light' | 'dark'): Rgb {
  const find = (block: string) => new RegExp(`--${name}: #([0-9a-f]{6});`).exec(block)?.[1];
  const hex = (scheme === 'dark' ? find(darkBlock) : undefined) ?? find(lightBlock);
  if (hex === undefined) throw new Error(`There is no token ${name}.`);
  const channel = (at: number) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(0), channel(2), channel(4)];
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const VISION: Record<string, readonly Rgb[]> = {
  typical: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seen(colour: Rgb, matrix: readonly Rgb[]): Rgb {
  const row = (weights: Rgb | undefined) =>
    Math.min(
      1,
      Math.max(
        0,
        (weights ?? [0, 0, 0]).reduce((sum, weight, at) => sum + weight * (colour[at] ?? 0), 0),
      ),
    );
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** CIELAB under D65 from linear sRGB. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(a: Rgb, b: Rgb): number {
  const [la, lb] = [lab(a), lab(b)];
  return Math.hypot(la[0] - lb[0], la[1] - lb[1], la[2] - lb[2]);
}

const LEVELS = [1, 2, 3, 4, 5];

describe.each(['light', 'dark'] as const)('the palette in %s', (scheme) => {
  it('has a number on each level that can be read (4.5 : 1)', () => {
    for (const level of LEVELS) {
      const ratio = contrast(token(`acuity-${level}`, scheme), token(`acuity-${level}-ink`, scheme));
      expect(ratio, `level ${level}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(Object.keys(VISION))('keeps neighbouring levels apart with %s vision', (kind) => {
    const matrix = VISION[kind] ?? [];
    const fills = LEVELS.map((level) => seen(token(`acuity-${level}`, scheme), matrix));
    for (let level = 1; level < LEVELS.length; level += 1) {
      const [a, b] = [fills[level - 1], fills[level]];
      if (a === undefined || b === undefined) throw new Error('A level has no colour.');
      expect(difference(a, b), `levels ${level} and ${level + 1}`).toBeGreaterThan(20);
    }
  });

  it('has words for attention and for good news that can be read on their ground and on a panel', () => {
    for (const kind of ['attention', 'good']) {
      for (const ground of [`${kind}-ground`, 'surface']) {
        const ratio = contrast(token(kind, scheme), token(ground, scheme));
        expect(ratio, `${kind} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('draws the edge of a field so that it stands out from its ground (3 : 1)', () => {
    expect(contrast(token('line-strong', scheme), token('surface', scheme))).toBeGreaterThanOrEqual(3);
  });
});
