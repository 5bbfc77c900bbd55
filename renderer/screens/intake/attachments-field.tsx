import { ActionIcon, Text } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { FILE_LIMIT_MIB } from '../../../core/contract/index.ts';
import { formatSize } from '../../app/format.ts';
import { FileDrop } from '../../components/file-drop.tsx';
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
  return (
    <div className={classes.fields}>
      <FileDrop
        label="Attach documents"
        icon={IconPaperclip}
        sizeMiB={FILE_LIMIT_MIB.attachment}
        room={MOST_FILES - files.length}
        onFiles={(added) => onChange([...files, ...added])}
      >
        or drop them here: pictures, PDF, text, office files, up to {FILE_LIMIT_MIB.attachment} MiB each
      </FileDrop>
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
