import { Link } from '@tanstack/react-router';
import type { Acuity, KnowledgeRule } from '../../../core/contract/index.ts';
import { Source } from './entry-parts.tsx';
import classes from './knowledge.module.css';
import { LevelMark } from './level-mark.tsx';

/** Rules most urgent first, each with its condition and its source. */
export function RuleRows({ rules }: { rules: readonly KnowledgeRule[] }) {
  return (
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
            <code className={classes.when}>{rule.when}</code>
            <Source>{rule.source}</Source>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The levels when nothing more urgent is found, in the order in which they are tried. */
export function DefaultRows({
  defaults,
}: {
  defaults: readonly { acuity: Acuity; text: string; source: string; when: string | null }[];
}) {
  return (
    <ol className={classes.rules}>
      {defaults.map(({ acuity, text, source, when }) => (
        <li key={`${text} ${when ?? ''}`}>
          <LevelMark acuity={acuity} />
          <div>
            <span className={classes.plainText}>{text}</span>
            <code className={classes.when}>{when ?? 'otherwise'}</code>
            <Source>{source}</Source>
          </div>
        </li>
      ))}
    </ol>
  );
}
