import { ActionIcon, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { FILE_LIMIT_MIB } from '../../../core/contract/index.ts';
import { formatSize } from '../../app/format.ts';
import classes from './intake.module.css';

const MOST_FILES = 20;

/** Documents that came with the patient, by dropping or choosing. They are checked and stored with the intake. */
export function AttachmentsField({
  files,
  onChange,
}: {
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
}) {
  const [refused, setRefused] = useState<readonly string[]>([]);
  return (
    <div className={classes.fields}>
      <Dropzone
        onDrop={(added) => {
          setRefused([]);
          onChange([...files, ...added].slice(0, MOST_FILES));
        }}
        onReject={(rejections) => setRefused(rejections.map(({ file }) => file.name))}
        maxSize={FILE_LIMIT_MIB.attachment * 1_048_576}
        // Without it the zone can have the focus but has no role that says what it is.
        role="button"
        aria-label="Attach documents"
        py="xs"
      >
        <Text ta="center">
          <IconPaperclip size={17} stroke={1.6} aria-hidden /> Drop documents here or choose them: pictures,
          PDF, text, office files, up to {FILE_LIMIT_MIB.attachment} MiB each
        </Text>
      </Dropzone>
      {refused.length === 0 ? null : (
        <Text role="alert">
          Not added, because larger than {FILE_LIMIT_MIB.attachment} MiB: {refused.join(', ')}.
        </Text>
      )}
      {files.length === 0 ? null : (
        <ul className={classes.items}>
          {files.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name
            <li key={index}>
              <IconPaperclip size={16} stroke={1.6} aria-hidden />
              <span>
                {file.name}{' '}
                <Text span c="dimmed" fz="sm" className="numbers">
                  {formatSize(file.size)}
                </Text>
              </span>
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
      )}
    </div>
  );
}
