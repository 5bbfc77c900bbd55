import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api } from '../../app/client.ts';
import { plural } from '../../app/format.ts';
import { ConceptLinks, Entry, Part, Reading } from './entry-parts.tsx';
import classes from './knowledge.module.css';
import { LevelMark } from './level-mark.tsx';

/** A concept of the lexicon: every way of saying it, and what it leads to. */
export function ConceptScreen() {
  const { id } = useParams({ from: '/knowledge/concepts/$id' });
  const opened = useQuery({
    ...api.knowledge.concept.queryOptions({ input: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (opened.data === undefined) return <Reading query={opened} />;
  const { name, kind, redFlag, terms, broader, narrower, presentations, rules } = opened.data;
  const named = (items: readonly { id: string; title: string }[]) =>
    items.map((item) => ({ id: item.id, name: item.title }));
  return (
    <Entry
      kind={`Word of the lexicon, ${kind}`}
      id={id}
      title={name}
      about={redFlag ? 'A red flag: a denial is shown and never clears it silently.' : undefined}
    >
      <Part title={`Said as (${plural(terms.length, 'term')})`}>
        <ul className={classes.terms}>
          {terms.map((term) => (
            <li key={term}>{term}</li>
          ))}
        </ul>
      </Part>
      {broader.length === 0 ? null : (
        <Part title="Is a kind of">
          <ConceptLinks concepts={named(broader)} />
        </Part>
      )}
      {narrower.length === 0 ? null : (
        <Part title="Includes">
          <ConceptLinks concepts={named(narrower)} />
        </Part>
      )}
      {presentations.length === 0 ? null : (
        <Part title="Brings up">
          <ul className={classes.chips}>
            {presentations.map((presentation) => (
              <li key={presentation.id}>
                <Link
                  to="/knowledge/presentations/$id"
                  params={{ id: presentation.id }}
                  search={(before) => before}
                  className={classes.chip}
                >
                  {presentation.title}
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {rules.length === 0 ? null : (
        <Part title={`Used by ${plural(rules.length, 'rule')}`}>
          <ol className={classes.rules}>
            {rules.map((rule) => (
              <li key={rule.id}>
                <LevelMark acuity={rule.acuity} />
                <div>
                  <Link
                    to="/knowledge/rules/$id"
                    params={{ id: rule.id }}
                    search={(before) => before}
                    className={classes.ruleText}
                  >
                    {rule.text}
                  </Link>
                  <code className={classes.when}>{rule.id}</code>
                </div>
              </li>
            ))}
          </ol>
        </Part>
      )}
    </Entry>
  );
}
