import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  type Permission,
  permissionSchema,
  ROLES,
  type Role,
  type RoleDefinition,
  roleSchema,
} from '../contract/index.ts';

const roleFileSchema = z.object({
  comment: z.string(),
  firstPerson: z.array(roleSchema).min(1),
  firstPersonReason: z.string(),
  roles: z.array(
    z.object({
      id: roleSchema,
      title: z.string().min(1),
      description: z.string().min(1),
      permissions: z.array(permissionSchema),
    }),
  ),
});

/** Who may do what, as read from `resources/identity/roles.json`. */
export interface RoleBook {
  readonly definitions: readonly RoleDefinition[];
  /** Roles of the person who creates a workspace. */
  readonly firstPerson: readonly Role[];
  /** The permissions of all these roles together. */
  permissionsOf(roles: readonly Role[]): ReadonlySet<Permission>;
}

/**
 * Reads and checks the roles. Throws when a role is missing or named twice, or when nobody could manage people:
 * an installation with a broken roles file must not start with guessed permissions.
 */
export function loadRoles(resources: string): RoleBook {
  const text = readFileSync(path.join(resources, 'identity', 'roles.json'), 'utf8');
  const file = roleFileSchema.parse(JSON.parse(text));
  const byId = new Map(file.roles.map((role) => [role.id, role]));
  if (byId.size !== file.roles.length) throw new Error('identity/roles.json names a role twice');
  for (const role of ROLES) {
    if (!byId.has(role)) throw new Error(`identity/roles.json lacks the role ${role}`);
  }
  const permissionsOf = (roles: readonly Role[]): ReadonlySet<Permission> =>
    new Set(roles.flatMap((role) => byId.get(role)?.permissions ?? []));
  if (!permissionsOf(file.firstPerson).has('people.manage')) {
    throw new Error('identity/roles.json: the first person must be able to manage people');
  }
  return { definitions: file.roles, firstPerson: file.firstPerson, permissionsOf };
}
