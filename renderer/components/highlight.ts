/** Words in a text that something rests on. Offsets in UTF-16 code units, end exclusive. */
export interface Mark<Kind extends string = string> {
  id: string;
  start: number;
  end: number;
  kind: Kind;
}

/** A run of text with everything that marks it, in the order of the marks. */
export interface Segment<Kind extends string = string> {
  start: number;
  text: string;
  marks: readonly Mark<Kind>[];
}

/**
 * Cuts a text at the edges of its marks, so that overlapping marks can be shown without nesting. The segments put
 * together are the text again. Marks that lie outside the text or are empty are left out.
 */
export function segmentsOf<Kind extends string>(text: string, marks: readonly Mark<Kind>[]): Segment<Kind>[] {
  const usable = marks.filter(({ start, end }) => start >= 0 && start < end && end <= text.length);
  const cuts = new Set([0, text.length]);
  for (const { start, end } of usable) cuts.add(start).add(end);
  const edges = [...cuts].sort((a, b) => a - b);
  const segments: Segment<Kind>[] = [];
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const start = edges[i] ?? 0;
    const end = edges[i + 1] ?? text.length;
    segments.push({
      start,
      text: text.slice(start, end),
      marks: usable.filter((mark) => mark.start <= start && mark.end >= end),
    });
  }
  return segments;
}

/** The words of a mark with some of the text around them, cut at blanks, for quoting outside the text. */
export function quoteOf(text: string, start: number, end: number, around = 60) {
  const from = start <= around ? 0 : text.indexOf(' ', start - around) + 1;
  const to = end + around >= text.length ? text.length : text.lastIndexOf(' ', end + around);
  const left = Math.min(from, start);
  const right = Math.max(to, end);
  return {
    before: `${left > 0 ? '… ' : ''}${text.slice(left, start)}`,
    words: text.slice(start, end),
    after: `${text.slice(end, right)}${right < text.length ? ' …' : ''}`,
  };
}
