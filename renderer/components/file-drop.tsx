import { Button, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import type { Icon } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import classes from './file-drop.module.css';
import { Note } from './note.tsx';

/**
 * Takes files by dropping, and by a real button for everybody who does not drag. Files that are too large or too many
 * are named, never left out in silence.
 */
export function FileDrop({
  label,
  icon: Sign,
  sizeMiB,
  room,
  loading = false,
  onFiles,
  children,
}: {
  /** The button, verb first. */
  label: string;
  icon: Icon;
  /** How large one file may be. */
  sizeMiB: number;
  /** How many more files may be added. */
  room: number;
  loading?: boolean;
  onFiles: (files: readonly File[]) => void;
  /** What may be dropped, in words. */
  children: ReactNode;
}) {
  const choose = useRef<() => void>(null);
  const [tooLarge, setTooLarge] = useState<readonly string[]>([]);
  const [tooMany, setTooMany] = useState<readonly string[]>([]);
  const namesOf = (files: readonly File[]) => files.map(({ name }) => name);
  return (
    <div className={classes.field}>
      <Dropzone
        openRef={choose}
        activateOnClick={false}
        activateOnKeyboard={false}
        enablePointerEvents
        multiple
        maxSize={sizeMiB * 1_048_576}
        loading={loading}
        onDropAny={(taken, refused) => {
          setTooLarge(refused.map(({ file }) => file.name));
          setTooMany(namesOf(taken.slice(room)));
          if (taken.length > 0 && room > 0) onFiles(taken.slice(0, room));
        }}
        onDrop={() => undefined}
        className={classes.zone}
      >
        <div className={classes.content}>
          <Button
            variant="default"
            leftSection={<Sign size={18} stroke={1.6} aria-hidden />}
            onClick={() => choose.current?.()}
          >
            {label}
          </Button>
          <Text fz="sm">{children}</Text>
        </div>
      </Dropzone>
      {tooLarge.length === 0 ? null : (
        <div role="alert">
          <Note title={`Not added, because larger than ${sizeMiB} MiB`}>{tooLarge.join(', ')}</Note>
        </div>
      )}
      {tooMany.length === 0 ? null : (
        <div role="alert">
          <Note title="Not added, because there would be too many at once">{tooMany.join(', ')}</Note>
        </div>
      )}
    </div>
  );
}
