import { Button, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/**
 * One theme. Red is kept for harm that may come to a patient now (acuity 1), so mistakes in a form and steps that
 * remove something use the attention colour instead, always with a sign and words.
 */

/** Calm blue-green of the product. */
const harbour: MantineColorsTuple = [
  '#edf6f9',
  '#d6e9f0',
  '#abd3e1',
  '#7cbcd1',
  '#53a5c0',
  '#338eac',
  '#1d7693',
  '#0f5f7a',
  '#0a4d64',
  '#063a4c',
];

/** Attention: something is wrong or will be lost; nobody is harmed by it now. */
const ochre: MantineColorsTuple = [
  '#fff6e6',
  '#fdeac9',
  '#f6d294',
  '#eeb85b',
  '#e1a03a',
  '#c8841e',
  '#a66a10',
  '#8a5608',
  '#6f4505',
  '#543403',
];

/** Neutral with a breath of blue, in light and dark. */
const gray: MantineColorsTuple = [
  '#f7f9fa',
  '#eff2f4',
  '#e3e8eb',
  '#d3dade',
  '#b6c0c6',
  '#93a0a8',
  '#6b7982',
  '#4d5a63',
  '#343f47',
  '#1e272d',
];
const dark: MantineColorsTuple = [
  '#d5dce0',
  '#b3bdc3',
  '#8f9ba3',
  '#6b7881',
  '#47535b',
  '#333e45',
  '#263037',
  '#1b2329',
  '#141b20',
  '#0e1417',
];

export const theme = createTheme({
  colors: { harbour, ochre, gray, dark },
  primaryColor: 'harbour',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, monospace",
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', size: 'lg' } },
    // The library's own sizes for these are too small to be read in passing.
    InputDescription: { defaultProps: { fz: 'xs' } },
    InputError: { defaultProps: { fz: 'xs' } },
    Tooltip: {
      defaultProps: { openDelay: 350, withArrow: true, events: { hover: true, focus: true, touch: false } },
    },
    Modal: {
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close', size: 'lg' },
        // A dialog's heading is no banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
      styles: {
        content: { background: 'var(--surface)' },
        header: { background: 'var(--surface)' },
        title: { fontSize: 'var(--mantine-font-size-xl)', fontWeight: 620 },
      },
    },
    Table: { defaultProps: { verticalSpacing: 'xs', fz: 'md' } },
    // The compact size of the library is 30 px high; nothing to be hit is under 32 px.
    Button: Button.extend({
      vars: (_, { size }) =>
        size === 'compact-md'
          ? { root: { '--button-height': '2rem', '--button-fz': 'var(--mantine-font-size-sm)' } }
          : { root: {} },
    }),
    Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 550 } },
  },
});

/** Variables that depend on the colour scheme. The acuity palette is in tokens.css. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': gray[0],
    '--mantine-color-text': gray[9],
    '--mantine-color-dimmed': '#566570',
    '--mantine-color-error': ochre[7],
    '--mantine-color-placeholder': '#6b7982',
    // Edges of fields and buttons stand out 3 : 1 from their ground (WCAG 1.4.11).
    '--mantine-color-default-border': '#86949d',
  },
  dark: {
    '--mantine-color-body': dark[8],
    '--mantine-color-text': '#e4e9ec',
    '--mantine-color-dimmed': '#9aa8b1',
    '--mantine-color-error': ochre[3],
    '--mantine-color-placeholder': '#8a98a1',
    '--mantine-color-anchor': harbour[3],
    '--mantine-color-default-border': '#697780',
  },
});
