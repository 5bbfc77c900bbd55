import { isContractProcedure } from '@orpc/contract';
import { implement, isProcedure, os } from '@orpc/server';
import { expect, test } from 'vitest';
import {
  type Access,
  contract,
  PERMISSIONS,
  type ProcedureMeta,
  procedure,
  ROLES,
} from '../contract/index.ts';
import { demandAccessEverywhere } from './guard.ts';
import { addSignedIn, type Client, newWorkspace, refusal } from './testing.ts';

interface Declared {
  readonly path: readonly [string, string];
  readonly access: Access | undefined;
}

function declared(): Declared[] {
  return Object.entries(contract).flatMap(([domain, procedures]) =>
    Object.entries(procedures).map(([name, item]): Declared => {
      if (!isContractProcedure(item)) throw new Error(`${domain}.${name} is no procedure`);
      const meta: ProcedureMeta = item['~orpc'].meta;
      return { path: [domain, name], access: meta.access };
    }),
  );
}

/** Calls with input that fits nothing: whether a call gets past the guard shows in how it fails. */
function callWithNonsense(client: Client, [domain, name]: Declared['path']): Promise<unknown> {
  const calls: Record<string, Record<string, (input: unknown) => Promise<unknown>>> = Object(client);
  const call = calls[domain]?.[name];
  if (!call) throw new Error(`${domain}.${name} is not served`);
  return call(null);
}

/** Ways to be refused by the guard, as opposed to by what was sent. */
const GUARD_CODES = new Set(['app.notAllowed', 'identity.notSignedIn', 'identity.locked']);

async function isLetThrough(client: Client, path: Declared['path']): Promise<boolean> {
  const error = await refusal(callWithNonsense(client, path));
  return !GUARD_CODES.has(error.code);
}

test('[URS-IDN-02] every role reaches exactly the procedures its permissions name, and nobody reaches one unsigned', async () => {
  const setup = await newWorkspace();
  const procedures = declared();
  expect(procedures.length).toBeGreaterThan(50);
  const visitor = setup.client('nobody');
  for (const { path, access } of procedures) {
    const reached = await isLetThrough(visitor, path);
    expect({ path, reached }).toEqual({ path, reached: access === 'anyone' });
  }

  const definitions = await setup.admin.people.roles({});
  for (const role of ROLES) {
    const { client } = await addSignedIn(setup, setup.admin, `is-${role.toLowerCase()}`, [role]);
    const permissions = definitions.find((item) => item.id === role)?.permissions ?? [];
    for (const { path, access } of procedures) {
      const allowed =
        access === 'anyone' ||
        access === 'signedIn' ||
        permissions.some((permission) => permission === access);
      const reached = await isLetThrough(client, path);
      expect({ role, path, reached }).toEqual({ role, path, reached: allowed });
    }
  }
}, 60_000);

test('every permission is granted by some role', async () => {
  const { admin } = await newWorkspace();
  const granted = new Set((await admin.people.roles({})).flatMap((role) => role.permissions));
  expect([...granted].sort()).toEqual([...PERMISSIONS].sort());
});

test('a procedure that does not say who may call it, or opens the record to anyone, does not start', () => {
  const silent = os.handler(() => 1);
  expect(() => demandAccessEverywhere({ clinic: { silent } })).toThrow('clinic.silent');
  const open = { peek: procedure('anyone', 'Peek') };
  const router = implement(open).router({ peek: implement(open).peek.handler(() => 1) });
  expect(isProcedure(router.peek)).toBe(true);
  expect(() => demandAccessEverywhere({ clinic: router })).toThrow('clinic.peek');
});

test('a refused call names what was needed, and is in the audit trail once', async () => {
  const setup = await newWorkspace();
  const nurse = await addSignedIn(setup, setup.admin, 'nell', ['triageNurse']);
  const error = await refusal(nurse.client.people.list({}));
  expect(error).toMatchObject({ kind: 'denied', details: { needed: 'people.manage' } });
  await refusal(nurse.client.people.list({}));
  const { entries } = await setup.admin.record.trail({ filter: { action: 'access.denied' } });
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({ actor: { name: 'Nell Test' }, actionTitle: 'Was refused by role' });
});

test('a role that is taken away is gone at the next call', async () => {
  const setup = await newWorkspace();
  const nell = await addSignedIn(setup, setup.admin, 'nell', ['triageNurse', 'auditor']);
  await nell.client.record.trail({});
  await setup.admin.people.setRoles({
    userId: nell.person.userId,
    roles: ['triageNurse'],
    reason: 'No longer audits',
  });
  expect((await refusal(nell.client.record.trail({}))).kind).toBe('denied');
});
