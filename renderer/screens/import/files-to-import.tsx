import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileImport, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { FILE_LIMIT_MIB } from '../../../core/contract/index.ts';
import { formatSize, plural } from '../../app/format.ts';
import { Keys } from '../../components/keys.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import classes from './import.module.css';

const MOST_FILES = 200;

/** The files of the next import, by dropping or choosing. Nothing is read until the import is started. */
export function FilesToImport({
  files,
  onChange,
  onStart,
  starting,
}: {
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
  onStart: () => void;
  starting: boolean;
}) {
  const [refused, setRefused] = useState<readonly string[]>([]);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <Panel>
      <Dropzone
        onDrop={(added) => {
          setRefused([]);
          onChange([...files, ...added].slice(0, MOST_FILES));
        }}
        onReject={(rejections) => setRefused(rejections.map(({ file }) => file.name))}
        maxSize={FILE_LIMIT_MIB.import * 1_048_576}
        // Without it the zone can have the focus but has no role that says what it is.
        role="button"
        aria-label="Choose files to import"
      >
        <div className={classes.drop}>
          <IconFileImport size={30} stroke={1.4} aria-hidden />
          <div>
            <Text fw={600}>Drop files here, or press to choose them</Text>
            <Text fz="sm">
              Up to {MOST_FILES} files of {FILE_LIMIT_MIB.import} MiB. They are recognised by content, not by
              name. Larger ones can be imported with <code>fairdoc import</code>.
            </Text>
          </div>
        </div>
      </Dropzone>
      {refused.length === 0 ? null : (
        <div className={classes.refused}>
          <Note title={`Larger than ${FILE_LIMIT_MIB.import} MiB, not added`}>{refused.join(', ')}</Note>
        </div>
      )}
      {files.length === 0 ? null : (
        <>
          <ul className={classes.files} aria-label="Files to import">
            {files.map((file, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name
              <li key={index}>
                <span className={classes.name}>{file.name}</span>
                <Text span c="dimmed" fz="sm" className="numbers">
                  {formatSize(file.size)}
                </Text>
                <ActionIcon
                  color="gray"
                  aria-label={`Take out ${file.name}`}
                  onClick={() => onChange(files.filter((_, at) => at !== index))}
                >
                  <IconX size={15} />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <Group gap="sm">
            <Button onClick={onStart} loading={starting} rightSection={<Keys keys="mod+Enter" />}>
              Import {plural(files.length, 'file')}, {formatSize(size)}
            </Button>
            <Button variant="default" onClick={() => onChange([])} disabled={starting}>
              Clear
            </Button>
          </Group>
        </>
      )}
    </Panel>
  );
}
