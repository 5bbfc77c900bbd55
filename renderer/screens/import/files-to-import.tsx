import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconFileImport, IconX } from '@tabler/icons-react';
import { FILE_LIMIT_MIB } from '../../../core/contract/index.ts';
import { formatSize, plural } from '../../app/format.ts';
import { FileDrop } from '../../components/file-drop.tsx';
import { Keys } from '../../components/keys.tsx';
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
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <Panel>
      <FileDrop
        label="Choose files to import"
        icon={IconFileImport}
        sizeMiB={FILE_LIMIT_MIB.import}
        room={MOST_FILES - files.length}
        onFiles={(added) => onChange([...files, ...added])}
      >
        or drop them here: up to {MOST_FILES} files of {FILE_LIMIT_MIB.import} MiB, recognised by content, not
        by name. Larger ones can be imported with <code>fairdoc import</code>.
      </FileDrop>
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
