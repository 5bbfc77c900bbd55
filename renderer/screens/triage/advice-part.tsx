import { Button, CopyButton, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { Advice } from '../../../core/contract/index.ts';
import classes from './advice.module.css';
import { Part } from './part.tsx';

const TITLES = { 'self-care': 'Looking after yourself', 'safety-net': 'When to come back' } as const;
const KINDS = ['self-care', 'safety-net'] as const;
const SHOWN = 3;

/** What to tell the patient. Statements and their sources can be copied for a letter. */
export function AdvicePart({ advice }: { advice: readonly Advice[] }) {
  const [unfolded, setUnfolded] = useState(false);
  if (advice.length === 0) return null;
  const kinds = KINDS.filter((kind) => advice.some((one) => one.kind === kind));
  const folded = kinds.some((kind) => advice.filter((one) => one.kind === kind).length > SHOWN);
  return (
    <Part title="Advice to give" action={<Copy text={adviceText(advice)} />}>
      {kinds.map((kind) => (
        <div key={kind}>
          <Text fw={620} fz="sm">
            {TITLES[kind]}
          </Text>
          <ul className={classes.advice}>
            {advice
              .filter((one) => one.kind === kind)
              .slice(0, unfolded ? undefined : SHOWN)
              .map(({ text, source }) => (
                <li key={text}>
                  {text} <span className={classes.source}>{source}</span>
                </li>
              ))}
          </ul>
        </div>
      ))}
      {folded ? (
        <Button
          variant="subtle"
          size="compact-md"
          aria-expanded={unfolded}
          onClick={() => setUnfolded((now) => !now)}
        >
          {unfolded ? 'Show less' : 'Show all advice'}
        </Button>
      ) : null}
    </Part>
  );
}

function Copy({ text }: { text: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          onClick={copy}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  );
}

/** The advice as plain text, for a letter or a printed sheet. */
export function adviceText(advice: readonly Advice[]): string {
  return KINDS.flatMap((kind) => {
    const statements = advice.filter((one) => one.kind === kind);
    return statements.length === 0 ? [] : [TITLES[kind], ...statements.map(({ text }) => `- ${text}`), ''];
  })
    .join('\n')
    .trim();
}
