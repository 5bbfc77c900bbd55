import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { dataFolder } from '../hosts/workspace-folder.ts';

/**
 * One host per workspace. A note in the person's own data folder (readable by nobody else) says where it listens,
 * so that a second start opens another window of the same host instead of failing on the workspace's lock.
 */
const noteSchema = z.object({ port: z.number().int().min(1).max(65_535), controlSecret: z.string().min(32) });
type Note = z.infer<typeof noteSchema>;

function noteFile(workspaceDir: string): string {
  mkdirSync(workspaceDir, { recursive: true });
  const name = createHash('sha256').update(realpathSync(workspaceDir)).digest('hex').slice(0, 24);
  return path.join(dataFolder(), 'running', `${name}.json`);
}

/** Leaves the note; returns what takes it away again. */
export function announce(workspaceDir: string, note: Note): () => void {
  const file = noteFile(workspaceDir);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify({ port: note.port, controlSecret: note.controlSecret }), {
    mode: 0o600,
    flag: 'wx',
  });
  return () => rmSync(file, { force: true });
}

/** A launch address of the host that already serves this workspace, or undefined when there is none. */
export async function askRunningHost(workspaceDir: string): Promise<string | undefined> {
  try {
    const note = noteSchema.parse(JSON.parse(readFileSync(noteFile(workspaceDir), 'utf8')));
    const response = await fetch(`http://127.0.0.1:${note.port}/launch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${note.controlSecret}` },
      signal: AbortSignal.timeout(2_000),
    });
    return response.ok ? z.object({ url: z.string() }).parse(await response.json()).url : undefined;
  } catch {
    return undefined; // No note, or one that a killed host left behind.
  }
}
