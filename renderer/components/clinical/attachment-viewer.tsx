import { Button, Group, Modal, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Attachment } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatDateTime, formatSize } from '../../app/format.ts';
import { ErrorState } from '../error-state.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { saveFile } from '../save-file.ts';
import classes from './attachment-viewer.module.css';

/** Shown as it is; anything else is only offered as a file. Markup is never interpreted. */
const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);
const TEXT_LIMIT = 1_000_000;

// Large, and needed only by those who open a PDF.
const PdfPages = lazy(async () => ({ default: (await import('./pdf-pages.tsx')).PdfPages }));

/** A document as it was attached. Null closes the viewer. */
export function AttachmentViewer({
  attachment,
  onClose,
}: {
  attachment: Attachment | null;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={attachment !== null}
      onClose={onClose}
      title={attachment?.name ?? ''}
      size="min(1100px, 92vw)"
    >
      {attachment === null ? null : <Viewer attachment={attachment} />}
    </Modal>
  );
}

function Viewer({ attachment }: { attachment: Attachment }) {
  const document = useQuery({
    ...api.clinic.attachment.queryOptions({ input: { attachmentId: attachment.id } }),
    // The content of a document is not kept in memory longer than it is looked at.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (document.isPending) return <LoadingRows rows={8} label="Reading the document" />;
  if (document.data === undefined) {
    return <ErrorState error={document.error} onRetry={() => void document.refetch()} />;
  }
  const { content } = document.data;
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text c="dimmed" fz="sm">
          {attachment.mediaType}, {formatSize(attachment.size)}, added {formatDateTime(attachment.addedAt)} by{' '}
          {attachment.addedBy.name}
        </Text>
        <Button
          variant="default"
          leftSection={<IconDownload size={17} stroke={1.7} />}
          onClick={() => saveFile(attachment.name, content)}
        >
          Save a copy
        </Button>
      </Group>
      <Content attachment={attachment} content={content} />
    </>
  );
}

function Content({ attachment, content }: { attachment: Attachment; content: Blob }) {
  if (IMAGES.has(attachment.mediaType)) return <Picture name={attachment.name} content={content} />;
  if (attachment.mediaType === 'application/pdf') {
    return (
      <Suspense fallback={<LoadingRows rows={10} label="Opening the document" />}>
        <PdfPages name={attachment.name} content={content} />
      </Suspense>
    );
  }
  if (attachment.mediaType.startsWith('text/')) return <PlainText content={content} />;
  return (
    <Text py="xl" ta="center" c="dimmed">
      Documents of this kind are not shown here. Save a copy to open it in another program; the copy is
      outside the protection of this workspace.
    </Text>
  );
}

function Picture({ name, content }: { name: string; content: Blob }) {
  const url = useObjectUrl(content);
  return url === null ? null : <img src={url} alt={`Document ${name}`} className={classes.picture} />;
}

function PlainText({ content }: { content: Blob }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    void content
      .slice(0, TEXT_LIMIT)
      .text()
      .then((read) => wanted && setText(read));
    return () => {
      wanted = false;
    };
  }, [content]);
  return (
    <>
      <pre className={classes.text}>{text}</pre>
      {content.size > TEXT_LIMIT ? (
        <Text c="dimmed">Only the beginning is shown. Save a copy to read the rest.</Text>
      ) : null}
    </>
  );
}

/** An address for content in memory, given back when it is no longer shown. */
function useObjectUrl(content: Blob): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(content);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return url;
}
