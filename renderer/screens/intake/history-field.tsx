import { ActionIcon, Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { HISTORY_KINDS } from '../../../core/contract/index.ts';
import { HISTORY_KIND } from '../../components/clinical/words.ts';
import type { IntakeDraft } from './draft.ts';
import classes from './intake.module.css';

/** Conditions, allergies and medications: choose the kind, type, Enter. */
export function HistoryField({
  items,
  inHand,
  onChange,
}: {
  items: IntakeDraft['history'];
  inHand: IntakeDraft['historyInHand'];
  onChange: (changes: Partial<Pick<IntakeDraft, 'history' | 'historyInHand'>>) => void;
}) {
  const { kind, text } = inHand;
  const add = () => {
    if (text.trim() === '') return;
    onChange({ history: [...items, { kind, text: text.trim() }], historyInHand: { kind, text: '' } });
  };
  return (
    <div className={classes.fields}>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <SegmentedControl
          aria-label="Kind of history"
          value={kind}
          onChange={(value) =>
            onChange({
              historyInHand: { kind: HISTORY_KINDS.find((known) => known === value) ?? 'condition', text },
            })
          }
          data={HISTORY_KINDS.map((value) => ({ value, label: HISTORY_KIND[value].one }))}
        />
        <TextInput
          aria-label={HISTORY_KIND[kind].one}
          placeholder={HISTORY_KIND[kind].hint}
          value={text}
          onChange={(event) => onChange({ historyInHand: { kind, text: event.currentTarget.value } })}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            add();
          }}
          maxLength={500}
          flex={1}
          autoComplete="off"
        />
        <Button variant="default" onClick={add} disabled={text.trim() === ''}>
          Add
        </Button>
      </Group>
      {items.length === 0 ? null : (
        <ul className={classes.items}>
          {items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same words may be typed twice
            <li key={index}>
              <Text c="dimmed" w={92}>
                {HISTORY_KIND[item.kind].one}
              </Text>
              <span>{item.text}</span>
              <ActionIcon
                color="gray"
                aria-label={`Take out ${item.text}`}
                onClick={() => onChange({ history: items.filter((_, at) => at !== index) })}
              >
                <IconX size={15} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
