import path from 'node:path';

/**
 * The floors of the house (docs/architecture.md). A file may import from its own room and from lower floors,
 * never upward; a neighbour on the same floor, and a room below, only through its door (`index.ts`).
 */
export const FLOORS: readonly (readonly string[])[] = [
  ['kernel', 'contract'],
  ['store', 'identity'],
  ['agents', 'workflow', 'models', 'text', 'documents', 'interop'],
  ['clinic', 'trial', 'knowledge', 'fairness'],
  ['compliance', 'sync', 'ops'],
  ['app'],
];

/** Rooms whose files are small separate tools or schemas: imported one by one, without a door. */
const OPEN_ROOMS = new Set(['kernel', 'contract']);
const HOSTS = new Set(['electron', 'loopback', 'cli']);
/** What the hosts have in common: the page's files and headers, where a workspace lies. */
const HOSTS_SHARE = 'hosts';
/** What a host may know of the core: how to compose it, the contract, and the kernel's plain helpers. */
const HOST_ROOMS = new Set(['app', 'contract', 'kernel']);

/** Packages that belong to one side of the house. */
const CORE_FORBIDS =
  /^(electron|react|react-dom|@mantine\/.*|@tanstack\/.*|echarts|ws|commander|node:https?|playwright-core)$/;
const RENDERER_FORBIDS = /^(electron|node:.*|ws|better-sqlite3|@orpc\/server.*|drizzle-orm.*)$/;

export interface Import {
  /** As written in the source. */
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
}

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  readonly rule: string;
}

interface Place {
  readonly side: string;
  /** The folder below core/, empty elsewhere. */
  readonly room: string;
}

function placeOf(file: string): Place {
  const [side = '', room = ''] = file.split('/');
  return { side, room: side === 'core' ? room : '' };
}

function floorOf(room: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}

/** Tests, benchmarks and tools look into every room: they stand outside the house. */
function isOutside(file: string): boolean {
  return /(\.test\.tsx?$)|(^|\/)testing(\/|\.ts$)|^(tests|tools|bench|models)\/|^[^/]+$/.test(file);
}

function coreRule(from: Place, to: Place, target: string): string | undefined {
  if (to.side !== 'core') return `core/ knows nothing of ${to.side}/`;
  if (to.room === from.room) return undefined;
  const here = floorOf(from.room);
  const there = floorOf(to.room);
  if (here < 0) return `core/${from.room}/ stands on no floor: add it to the floors or move it`;
  if (there < 0) return `core/${to.room}/ stands on no floor: add it to the floors or move it`;
  if (there > here)
    return `upward: core/${from.room}/ (floor ${here}) may not use core/${to.room}/ (floor ${there})`;
  if (!OPEN_ROOMS.has(to.room) && path.posix.basename(target) !== 'index.ts') {
    return `core/${to.room}/ is entered through its index.ts`;
  }
  return undefined;
}

function localRule(file: string, target: string): string | undefined {
  const from = placeOf(file);
  const to = placeOf(target);
  if (from.side === 'core') return coreRule(from, to, target);
  if (from.side === 'renderer') {
    const allowed = to.side === 'renderer' || (to.side === 'core' && to.room === 'contract');
    return allowed ? undefined : 'renderer/ knows only core/contract';
  }
  if ((HOSTS.has(from.side) || from.side === HOSTS_SHARE) && to.side !== from.side) {
    const allowed = to.side === 'core' ? HOST_ROOMS.has(to.room) : to.side === HOSTS_SHARE;
    return allowed
      ? undefined
      : `a host knows only ${[...HOST_ROOMS].map((room) => `core/${room}`).join(', ')}`;
  }
  return undefined;
}

function packageRule(file: string, specifier: string): string | undefined {
  const { side } = placeOf(file);
  if (side === 'core' && CORE_FORBIDS.test(specifier)) return 'core/ knows no Electron, no HTTP, no React';
  if (side === 'renderer' && RENDERER_FORBIDS.test(specifier)) return 'renderer/ runs in a sandboxed page';
  return undefined;
}

/** The rule that an import of `file` breaks, or undefined. `file` is relative to the root, with forward slashes. */
export function brokenRule(file: string, specifier: string): string | undefined {
  if (isOutside(file)) return undefined;
  if (!specifier.startsWith('.')) return packageRule(file, specifier);
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  if (isOutside(target) && target.includes('testing')) return 'product code may not use test helpers';
  return localRule(file, target);
}

/**
 * Rooms of one floor that use each other in a circle, as `a → b → a`. Neighbours may meet, but one of them has to
 * be the lower one.
 */
export function roomCycles(imports: ReadonlyMap<string, readonly Import[]>): string[] {
  const uses = new Map<string, Set<string>>();
  for (const [file, list] of imports) {
    const from = placeOf(file);
    if (from.side !== 'core' || isOutside(file)) continue;
    for (const { specifier } of list) {
      if (!specifier.startsWith('.')) continue;
      const to = placeOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)));
      if (to.side === 'core' && to.room !== from.room) {
        uses.set(from.room, (uses.get(from.room) ?? new Set()).add(to.room));
      }
    }
  }
  const cycles = new Set<string>();
  const walk = (room: string, trail: readonly string[]) => {
    const seen = trail.indexOf(room);
    if (seen >= 0) {
      const ring = trail.slice(seen);
      const first = ring.indexOf([...ring].sort()[0] ?? room);
      const turned = [...ring.slice(first), ...ring.slice(0, first)];
      cycles.add([...turned, turned[0]].join(' → '));
      return;
    }
    for (const next of uses.get(room) ?? []) walk(next, [...trail, room]);
  };
  for (const room of uses.keys()) walk(room, []);
  return [...cycles];
}
