import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import PdfWorker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';
import { useEffect, useRef, useState } from 'react';
import { useActions } from '../../app/actions.ts';
import { KeyTooltip } from '../key-tooltip.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { Note } from '../note.tsx';
import classes from './attachment-viewer.module.css';

// Drawn by our own code in a worker of our own origin: the policy of the page allows neither plugins nor frames, and
// nothing in the document that would run or lead elsewhere is interpreted.
GlobalWorkerOptions.workerPort = new PdfWorker();

/** A PDF page by page. Scripts, forms and links of the document stay dead; its text is there for a screen reader. */
export function PdfPages({ name, content }: { name: string; content: Blob }) {
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  const [page, setPage] = useState(1);
  useEffect(() => {
    let wanted = true;
    let close = () => {};
    const open = async () => {
      const data = await content.arrayBuffer();
      if (!wanted) return;
      // Without WebAssembly, which the policy forbids; the decoders in plain script do the same, more slowly.
      const task = getDocument({ data, useWasm: false, enableXfa: false });
      close = () => void task.destroy();
      const opened = await task.promise;
      if (wanted) setPdf(opened);
    };
    open().catch(() => wanted && setFailed(true));
    return () => {
      wanted = false;
      close();
    };
  }, [content]);

  const pages = pdf?.numPages ?? 0;
  const turn = (by: 1 | -1) => setPage((now) => Math.min(pages, Math.max(1, now + by)));
  useActions([
    turning('next', 'Next page', 'ArrowRight', () => turn(1)),
    turning('previous', 'Previous page', 'ArrowLeft', () => turn(-1)),
  ]);
  if (failed) {
    return (
      <Note title="This PDF cannot be shown">
        Its structure is damaged, or of a kind that is not read here. Save a copy to try another program.
      </Note>
    );
  }
  if (pdf === null) return <LoadingRows rows={10} label="Opening the document" />;
  return (
    <>
      <Group justify="center" gap="sm" mb="sm">
        <KeyTooltip label="Previous page" keys="ArrowLeft">
          <ActionIcon
            variant="default"
            aria-label="Previous page"
            disabled={page === 1}
            onClick={() => turn(-1)}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
        </KeyTooltip>
        <Text className="numbers" aria-live="polite">
          Page {page} of {pages}
        </Text>
        <KeyTooltip label="Next page" keys="ArrowRight">
          <ActionIcon
            variant="default"
            aria-label="Next page"
            disabled={page === pages}
            onClick={() => turn(1)}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </KeyTooltip>
      </Group>
      <Page pdf={pdf} number={page} name={name} onFailed={() => setFailed(true)} />
    </>
  );
}

function turning(id: string, label: string, keys: string, run: () => void) {
  return { id: `document.${id}`, label, group: 'Document', keys, run, inDialog: true, paletteHidden: true };
}

function Page({
  pdf,
  number,
  name,
  onFailed,
}: {
  pdf: PDFDocumentProxy;
  number: number;
  name: string;
  onFailed: () => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const failed = useRef(onFailed);
  const [text, setText] = useState('');
  useEffect(() => {
    failed.current = onFailed;
  });
  useEffect(() => {
    let wanted = true;
    let stop = () => {};
    const draw = async () => {
      const page = await pdf.getPage(number);
      const target = canvas.current;
      if (!wanted || target === null) return;
      const width = target.parentElement?.clientWidth ?? 900;
      const scale = (width / page.getViewport({ scale: 1 }).width) * Math.max(1, window.devicePixelRatio);
      const viewport = page.getViewport({ scale });
      target.width = viewport.width;
      target.height = viewport.height;
      const drawing = page.render({ canvas: target, viewport });
      stop = () => drawing.cancel();
      await drawing.promise;
      const { items } = await page.getTextContent();
      if (wanted) setText(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    };
    draw().catch(() => wanted && failed.current());
    return () => {
      wanted = false;
      stop();
    };
  }, [pdf, number]);
  return (
    <div className={classes.page}>
      <canvas ref={canvas} role="img" aria-label={`${name}, page ${number}`} className={classes.sheet} />
      <p className="only-heard">{text}</p>
    </div>
  );
}
