import { os } from '@orpc/server';
import {
  implementClinic,
  implementEvaluation,
  implementKnowledge,
  implementTriage,
} from '../clinic/index.ts';
import { implementRecord, loadLabels, type RecordApi, verifyJob } from '../compliance/index.ts';
import {
  createFileAudits,
  implementFairness,
  implementMonitoring,
  loadAuditRules,
  type Watch,
} from '../fairness/index.ts';
import {
  type CallContext,
  closeAbandonedSessions,
  closeIfUnused,
  createCustody,
  createSessions,
  endSession,
  type Identity,
  implementPeople,
  implementSession,
  loadRoles,
  lockIdleSessions,
  personById,
  rolesOf,
} from '../identity/index.ts';
import { createParser } from '../interop/index.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { asFairdocError } from '../kernel/errors.ts';
import { type Log, silentLog } from '../kernel/log.ts';
import { findResources } from '../kernel/resources.ts';
import { followDecisions, implementModels } from '../models/index.ts';
import {
  backupJob,
  checkBackupJob,
  createOpsServices,
  implementOps,
  loadDefaultSettings,
  type OpsServices,
  raiseNotifications,
  readSettings,
} from '../ops/index.ts';
import { type DeviceBinding, type KdfStrength, renameWorkspace, type Store } from '../store/index.ts';
import { clinicReminders, clinicTasks, composeClinic, shownNow } from './clinic.ts';
import { type DemoSize, makeDemo } from './demo.ts';
import { evaluationJob, startFileEvaluation } from './evaluations.ts';
import { createGuard, demandAccessEverywhere } from './guard.ts';
import { importJob, startImport } from './imports.ts';
import { topicsOfTable } from './live-topics.ts';
import { migrations } from './migrations.ts';
import { alertTasks, startWatch } from './monitoring.ts';
import { lockedOutNotification, wrongTriesNotification } from './sign-in-notifications.ts';
import { backupTask, recoveryKeyTask } from './tasks.ts';
import { completeFounding, implementWorkspace, restoreFromFile, type WorkspaceDeps } from './workspace.ts';

export interface CoreOptions {
  /** Folder of the workspace; it need not exist yet. */
  readonly workspaceDir: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Binds the keys to this device, where the host has a key store to offer. */
  readonly device?: DeviceBinding | undefined;
  /** The folder `resources`; found beside the program unless told. */
  readonly resources?: string;
  /** Script of the worker that parses files; without it they are parsed in this thread. */
  readonly parseWorker?: URL;
  readonly version?: string;
  /** Strength of the passphrases' key derivation; for tests, down to the store's floor. */
  readonly kdf?: KdfStrength;
  /** Milliseconds between looks at the clock (idle lock, reminders); 0 leaves it to `tick`. */
  readonly tickMs?: number;
}

/**
 * Composes the product on one workspace folder and returns what a host needs: the router to serve, and the context
 * that names the connection a call came on. Nothing is opened until somebody signs in.
 *
 * Throws when a procedure of the contract does not declare who may call it, or when a file of `resources` is broken.
 */
export function createCore(options: CoreOptions) {
  const { workspaceDir, clock = systemClock, log = silentLog } = options;
  const resources = options.resources ?? findResources();
  const defaults = loadDefaultSettings(resources);
  const { clinic, knowledge, models, monitoring, overviewTexts } = composeClinic(resources, clock);
  let services: OpsServices | undefined;
  let watch: Watch | undefined;

  const sessions = createSessions();
  const custody = createCustody({
    folder: workspaceDir,
    clock,
    log,
    migrations,
    device: options.device,
    kdf: options.kdf,
    onOpened(store) {
      closeAbandonedSessions(store, clock);
      followDecisions(models.library, store);
      services = openServices(store);
      watch = startWatch(store, { clock, log, definition: monitoring, texts: overviewTexts });
    },
    async onClosing() {
      await watch?.close();
      watch = undefined;
      await services?.close();
      services = undefined;
      models.library.follow([]);
    },
  });
  const identity: Identity = {
    custody,
    sessions,
    roles: loadRoles(resources),
    clock,
    idleMinutes: (store) => store.read((db) => readSettings(db).idleMinutes),
    isBusy: () => guard.callsInFlight() > 0 || services?.jobs.isRunning() === true,
    onFirstSignIn: (store, userId, loginName) =>
      completeFounding(workspace, store, { userId, loginName, fullName: loginName }),
    onLockedOut: (store, userId) => raiseNotifications(store, clock, [lockedOutNotification(userId)]),
    onSignedInAfter: (store, userId, wrong) =>
      raiseNotifications(store, clock, wrong > 1 ? [wrongTriesNotification(userId, wrong)] : []),
  };
  const onFailure = (what: string) => (thrown: unknown) =>
    log.error({ code: asFairdocError(thrown).code }, `${what} failed`);
  const closeWhenUnused = () => void closeIfUnused(identity).catch(onFailure('closing the workspace'));
  const guard = createGuard({ identity, log, onQuiet: closeWhenUnused });
  const workspace: WorkspaceDeps = { identity, defaults, version: options.version ?? '0.0.0' };

  const openServices = (store: Store): OpsServices =>
    createOpsServices({
      store,
      clock,
      log,
      jobs: [importing, evaluating, record.verifyJob, record.backupJob, record.checkBackupJob],
      topicsOfTable,
      reminders: (of) => clinicReminders(clinic, of),
      tasks: [clinicTasks(clinic), alertTasks, recoveryKeyTask(identity), backupTask],
      mayStill: (userId, access) =>
        store.read((db) => {
          const held = identity.roles.permissionsOf(rolesOf(db, userId));
          return personById(db, userId)?.active === true && held.has(access);
        }),
      onJobSettled: closeWhenUnused,
    });
  const demandServices = (): OpsServices => {
    custody.demand();
    if (!services) throw new Error('the workspace is open without its services');
    return services;
  };

  const demandWatch = (): Watch => {
    custody.demand();
    if (!watch) throw new Error('the workspace is open without its watch');
    return watch;
  };

  const record: RecordApi = {
    labels: loadLabels(resources),
    clock,
    jobs: () => demandServices().jobs,
    verifyJob: verifyJob(clock),
    backupJob: backupJob(clock),
    checkBackupJob: checkBackupJob({ clock, migrations, dataKey: () => custody.demand().dataKey }),
    shownNow,
  };

  const parser = createParser(options.parseWorker ? { workerUrl: options.parseWorker } : {});
  const importing = importJob(clinic, (file) => parser.parse(file));

  const evaluating = evaluationJob(clinic, knowledge);

  const rename = (name: string) =>
    custody.serially(() => renameWorkspace(workspaceDir, custody.demand().dataKey, name));

  const base = os.$context<CallContext>();
  const router = {
    workspace: base.use(guard.forVisitors).router(implementWorkspace(workspace)),
    session: base.use(guard.forVisitors).router(implementSession(identity)),
    people: base.use(guard.forPeople).router(implementPeople(identity)),
    clinic: base.use(guard.forPeople).router(
      implementClinic({
        clinic,
        startImport: (context, files) => startImport(demandServices().jobs, importing, context, files),
      }),
    ),
    triage: base.use(guard.forPeople).router(implementTriage({ clinic, knowledge })),
    knowledge: base.use(guard.forPeople).router(implementKnowledge(knowledge)),
    evaluation: base.use(guard.forPeople).router(
      implementEvaluation({
        clinic,
        digest: knowledge.digest,
        startFile: (context, file) => startFileEvaluation(demandServices().jobs, evaluating, context, file),
        startDecisions: (context) =>
          demandServices().jobs.start(evaluating, { source: 'workspace' }, context.actor).id,
      }),
    ),
    fairness: base
      .use(guard.forPeople)
      .router(implementFairness(overviewTexts, createFileAudits(loadAuditRules(resources), clock))),
    monitoring: base
      .use(guard.forPeople)
      .router(implementMonitoring({ clock, definition: monitoring, watch: demandWatch })),
    models: base
      .use(guard.forPeople)
      .router(implementModels({ library: models.library, releaseKey: models.releaseKey, clock })),
    record: base.use(guard.forPeople).router(implementRecord(record)),
    ops: base
      .use(guard.forPeople)
      .router(implementOps({ services: demandServices, clock, renameWorkspace: rename })),
  };
  demandAccessEverywhere(router);

  const tick = async () => {
    await lockIdleSessions(identity);
    services?.tick();
    await watch?.catchUp();
  };
  const tickMs = options.tickMs ?? 10_000;
  const look = () => void tick().catch(onFailure('a look at the clock'));
  const timer = tickMs > 0 ? setInterval(look, tickMs) : undefined;
  timer?.unref();

  return {
    router,
    /** What a host gives with every call that comes on this connection. */
    context: (connectionId: string): CallContext => ({ connectionId }),
    /** Looks at the clock: locks what has been idle for too long, raises what has become due. */
    tick,
    /** Creates the demonstration; the folder must hold no workspace yet. */
    makeDemo: (size?: DemoSize) => makeDemo(workspace, clinic, resources, size),
    /** Restores a backup of any size into the folder, which must hold no workspace yet. */
    restore: (backupFile: string) => restoreFromFile(workspace, backupFile),
    /** Signs everybody out, stops what runs, closes the workspace and wipes its key. */
    async close(): Promise<void> {
      clearInterval(timer);
      for (const session of sessions.active()) await endSession(identity, session, 'closed');
      await custody.serially(() => custody.close());
      await parser.close();
    },
  };
}

export type Core = ReturnType<typeof createCore>;
export type CoreRouter = Core['router'];
