/** A chart on its canvas with the words that stand above it. */
export interface PicturePart {
  title: string;
  sentence: string;
  canvas: HTMLCanvasElement;
}

const WIDTH = 1_000;
const EDGE = 28;
const FONT = "'Inter Variable', system-ui, sans-serif";

/**
 * Puts charts and their sentences under one another on a picture that can stand on its own in a report: with what is
 * measured, over which period and how many decisions.
 */
export async function composePicture(
  heading: string,
  about: string,
  parts: readonly PicturePart[],
  colours: { text: string; quiet: string; ground: string },
): Promise<Blob> {
  const scale = 2;
  const chartWidth = WIDTH - 2 * EDGE;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No canvas.');
  context.font = `14px ${FONT}`;
  const laid = parts.map((part) => ({
    ...part,
    lines: wrap(context, part.sentence, chartWidth),
    height: (part.canvas.height / part.canvas.width) * chartWidth,
  }));
  const height = laid.reduce((sum, part) => sum + 34 + part.lines.length * 20 + part.height + 26, 96);
  canvas.width = WIDTH * scale;
  canvas.height = height * scale;
  context.scale(scale, scale);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, WIDTH, height);
  const write = (text: string, y: number, font: string, colour: string) => {
    context.font = `${font} ${FONT}`;
    context.fillStyle = colour;
    context.fillText(text, EDGE, y);
  };
  write(heading, 42, '650 22px', colours.text);
  write(about, 68, '14px', colours.quiet);
  let y = 96;
  for (const part of laid) {
    write(part.title, y + 20, '650 17px', colours.text);
    y += 34;
    for (const line of part.lines) {
      write(line, y + 12, '14px', colours.text);
      y += 20;
    }
    context.drawImage(part.canvas, EDGE, y, chartWidth, part.height);
    y += part.height + 26;
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture.')) : resolve(blob)), 'image/png');
  });
}

function wrap(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
