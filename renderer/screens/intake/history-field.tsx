import { ActionIcon, Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { HISTORY_KINDS, type HistoryItem } from '../../../core/contract/index.ts';
import { HISTORY_KIND } from '../../components/clinical/words.ts';
import type { IntakeDraft } from './draft.ts';
import classes from './intake.module.css';

/** Conditions, allergies and medications: choose the kind, type, Enter. */
export function HistoryField({
  items,
  onChange,
}: {
  items: IntakeDraft['history'];
  onChange: (items: IntakeDraft['history']) => void;
}) {
  const [kind, setKind] = useState<HistoryItem['kind']>('condition');
  const [text, setText] = useState('');
  const add = () => {
    if (text.trim() === '') return;
    onChange([...items, { kind, text: text.trim() }]);
    setText('');
  };
  return (
    <div className={classes.fields}>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <SegmentedControl
          aria-label="Kind of history"
          value={kind}
          onChange={(value) => setKind(HISTORY_KINDS.find((known) => known === value) ?? 'condition')}
          data={HISTORY_KINDS.map((value) => ({ value, label: HISTORY_KIND[value].one }))}
        />
        <TextInput
          aria-label={HISTORY_KIND[kind].one}
          placeholder={HISTORY_KIND[kind].hint}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
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
                onClick={() => onChange(items.filter((_, at) => at !== index))}
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
