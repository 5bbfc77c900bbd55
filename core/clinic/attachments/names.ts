/** File names, made safe to show and to save. */

const LONGEST = 150;

/**
 * The last part of a path without characters that lie about what follows (control and bidirectional marks) or that
 * file systems refuse; `document` when nothing is left.
 */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replaceAll(/[\p{Control}\p{Format}\p{Surrogate}\p{Private_Use}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (clean === '') return 'document';
  const { base, extension } = splitName(clean);
  const room = LONGEST - extension.length - 1;
  return extension === '' || room < 1 ? clean.slice(0, LONGEST) : `${base.slice(0, room)}.${extension}`;
}

/** `scan.final.PDF` as `scan.final` and `pdf`. */
export function splitName(name: string): { base: string; extension: string } {
  const dot = name.lastIndexOf('.');
  if (dot <= 0) return { base: name, extension: '' };
  return { base: name.slice(0, dot), extension: name.slice(dot + 1).toLowerCase() };
}

/** Endings that some desktop runs when the file is opened. */
export const EXECUTABLE_EXTENSIONS: ReadonlySet<string> = new Set(
  (
    'app appimage bat bin cmd com command cpl deb dll dmg exe gadget hta inf ins iso jar jnlp job js jse ksh lnk ' +
    'mjs msc msi msp mst pif pkg pl ps1 ps1xml ps2 psc1 py pyc rb reg rpm run scf scr sct sh shb sys url vb vbe ' +
    'vbs vxd wasm workflow ws wsc wsf wsh xbap'
  ).split(' '),
);
