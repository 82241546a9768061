import type { OpenRoute, Route } from '../server/call.ts';
import { vendorType } from '../server/media-types.ts';

export const tenantRoutes: readonly (Route | OpenRoute)[] = [
  {
    method: 'GET',
    path: '/tenant/currentTenant',
    produces: [vendorType('currenttenant')],
    permissions: ['ROLE_USER_MANAGEMENT_OWN_READ', 'ROLE_SYSTEM'],
    handle: ({ tenant, origin, path }) => ({
      status: 200,
      body: {
        name: tenant.id,
        domainName: tenant.domain,
        allowCreateTenants: false,
        customProperties: {},
        applications: { references: [] },
        self: `${origin}${path}`,
      },
    }),
  },
  {
    // Asked before anybody signed in: the login page builds its form from it.
    method: 'GET',
    path: '/tenant/loginOptions',
    produces: [vendorType('loginoptioncollection')],
    open: true,
    answer: ({ tenant, origin, path }) => ({
      status: 200,
      body: {
        loginOptions: [
          {
            id: 'basic',
            type: 'BASIC',
            userManagementSource: 'INTERNAL',
            visibleOnLoginPage: true,
            ...(tenant === undefined ? {} : { loginRedirectDomain: tenant.domain }),
            self: `${origin}${path}/BASIC`,
          },
        ],
        self: `${origin}${path}`,
      },
    }),
  },
];
