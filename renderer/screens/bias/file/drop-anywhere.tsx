import { Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useNavigate } from '@tanstack/react-router';
import { AUDIT_FILE_MIB } from '../../../../core/contract/index.ts';
import { handFile } from './handed-file.ts';

/**
 * A file that is dropped anywhere on the page goes to the audit. It is there for the mouse alone: by keys the same is
 * done with the button of the page.
 */
export function DropAnywhere() {
  const navigate = useNavigate();
  return (
    <Dropzone.FullScreen
      id="drop-anywhere"
      aria-hidden
      activateOnKeyboard={false}
      multiple={false}
      maxSize={AUDIT_FILE_MIB * 1_048_576}
      onDrop={([file]) => {
        if (file === undefined) return;
        handFile(file);
        void navigate({ to: '/bias/file' });
      }}
    >
      <Text ta="center" fz="lg" fw={600}>
        Drop the file to audit its decisions
      </Text>
    </Dropzone.FullScreen>
  );
}
