import type { Action } from '../app/actions.ts';

/**
 * The actions that a query names, best first: every word must begin a word of the label, the group or the keywords;
 * a label that starts with the query comes before others. Without a query, all in the order they are offered.
 */
export function rankActions(actions: readonly Action[], query: string): Action[] {
  const offered = actions.filter((action) => action.paletteHidden !== true);
  const wanted = wordsOf(query);
  if (wanted.length === 0) return offered;
  const matching = offered.filter((action) => {
    const words = wordsOf(`${action.label} ${action.group} ${action.keywords ?? ''}`);
    return wanted.every((want) => words.some((word) => word.startsWith(want)));
  });
  const needle = query.trim().toLocaleLowerCase();
  const rank = (action: Action) => (action.label.toLocaleLowerCase().startsWith(needle) ? 0 : 1);
  return matching.toSorted((a, b) => rank(a) - rank(b));
}

function wordsOf(text: string): string[] {
  return text
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
