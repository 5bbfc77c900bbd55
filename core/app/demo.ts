import {
  type Clinic,
  DEFAULT_BIAS,
  type DemoClinician,
  generateDemo,
  loadDemoData,
} from '../clinic/index.ts';
import { DEMO_PASSPHRASE, type Role } from '../contract/index.ts';
import { addPerson, confirmRecoveryKey, createSigner, endSession, type Identity } from '../identity/index.ts';
import type { ManualClock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Store } from '../store/index.ts';
import { foundWorkspace, type WorkspaceDeps } from './workspace.ts';

/**
 * The demonstration workspace: invented patients, decisions with a bias to be found, and people whose passphrase
 * everybody knows. Its keyring marks it as a demonstration, so that it is not taken for a real one.
 */

export { DEMO_PASSPHRASE };

interface DemoPerson {
  readonly loginName: string;
  readonly fullName: string;
  readonly roles: readonly Role[];
}

/** The first one creates the workspace and is administrator and clinician. */
export const DEMO_PEOPLE: readonly [DemoPerson, ...DemoPerson[]] = [
  { loginName: 'demo', fullName: 'Dr Robin Hale', roles: ['clinician', 'administrator'] },
  { loginName: 'nurse', fullName: 'Sam Okafor', roles: ['triageNurse'] },
  { loginName: 'clinician', fullName: 'Dr Mira Novak', roles: ['clinician'] },
  { loginName: 'reviewer', fullName: 'Lena Fischer', roles: ['biasReviewer'] },
  { loginName: 'auditor', fullName: 'Tom Adeyemi', roles: ['auditor'] },
];

export interface DemoSize {
  /** The same seed gives the same patients; 1 unless told. */
  readonly seed?: number;
  /** Past encounters, each with a signed decision and an outcome. */
  readonly encounters?: number;
  /** Patients in the department now. */
  readonly waiting?: number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export const DEMO_SIZE = { seed: 1, encounters: 5_000, waiting: 24 } as const;

const CONNECTION = 'demonstration';

/** Creates the demonstration in a folder that holds no workspace yet. Nobody is signed in afterwards. */
export async function makeDemo(
  deps: WorkspaceDeps,
  clinic: Clinic,
  resources: string,
  size: DemoSize = {},
): Promise<void> {
  const { identity } = deps;
  const data = loadDemoData(resources);
  const [first, ...others] = DEMO_PEOPLE;
  const { recoveryKey } = await foundWorkspace(deps, {
    name: 'Demonstration department',
    administrator: { ...first, passphrase: DEMO_PASSPHRASE },
    connectionId: CONNECTION,
    demo: true,
  });
  const session = identity.sessions.demand(CONNECTION);
  try {
    const actor = { userId: session.userId, name: session.fullName };
    await confirmRecoveryKey(identity, session, recoveryKey);
    const people = [{ userId: session.userId, ...first }];
    for (const person of others) {
      const added = await addPerson(identity, actor, { ...person, passphrase: DEMO_PASSPHRASE });
      people.push({ userId: added.userId, ...person });
    }
    const { store } = identity.custody.demand();
    await generateDemo(clinic, store, data, {
      seed: size.seed ?? DEMO_SIZE.seed,
      encounters: size.encounters ?? DEMO_SIZE.encounters,
      waiting: size.waiting ?? DEMO_SIZE.waiting,
      bias: DEFAULT_BIAS,
      clinicians: people.filter(decides).map((person) => demoClinician(identity, store, person)),
      ...(size.onProgress ? { report: size.onProgress } : {}),
      ...(size.signal ? { signal: size.signal } : {}),
    });
  } finally {
    await endSession(identity, session, 'signedOut');
  }
}

const decides = ({ roles }: DemoPerson) => roles.includes('clinician') || roles.includes('triageNurse');

function demoClinician(
  identity: Identity,
  store: Store,
  { userId, fullName }: DemoPerson & { userId: string },
): DemoClinician {
  const sessionId = newId(identity.clock);
  return {
    actor: { userId, name: fullName },
    signer: (clock: ManualClock) =>
      createSigner(store, { userId, fullName, sessionId }, clock, () => undefined),
  };
}
