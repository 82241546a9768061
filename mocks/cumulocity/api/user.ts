import type { Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';

export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/user/currentUser',
    produces: [vendorType('currentuser'), vendorType('user')],
    permissions: ['ROLE_USER_MANAGEMENT_OWN_READ', 'ROLE_SYSTEM'],
    handle: ({ user, tenant, origin, path }) => ({
      status: 200,
      body: {
        id: user.name,
        userName: user.name,
        self: `${origin}${path}`,
        shouldResetPassword: false,
        twoFactorAuthenticationEnabled: false,
        effectiveRoles: [...user.permissions].map((role) => ({
          id: role,
          name: role,
          self: `${origin}/user/roles/${role}`,
        })),
        devicePermissions: {},
        customProperties: {},
        groups: { references: [], self: `${origin}/user/${tenant.id}/users/${user.name}/groups` },
      },
    }),
  },
];
