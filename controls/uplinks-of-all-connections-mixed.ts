import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: an uplink goes to every connection that any uplink has gone to.
 *
 * Must fail: MULTI-02, where each of two devices has a connection of its own. The first run showed MULTI-04 as well: where a
 * device has moved from one connection to another, the one before goes on getting its uplinks. VERIFY-04 is named
 * since the chapter about verifying has two tenants, too.
 */
export default control({
  title: 'Each connection gets what is routed to the others',
  breaks: ['MULTI-02', 'MULTI-04', 'VERIFY-04'],
  seenAs: "Another customer's data in a tenant",
  defect: (parts) => {
    const seen = new Map<string, ReturnType<typeof parts.router.route>[number]>();
    return {
      ...parts,
      router: {
        route: (uplink, table) => {
          const routes = parts.router.route(uplink, table);
          for (const route of routes) seen.set(route.connectionId, route);
          const others = [...seen.values()].filter(
            ({ connectionId }) =>
              table.connectionExists(connectionId) &&
              !routes.some((route) => route.connectionId === connectionId),
          );
          return routes.length === 0 ? routes : [...routes, ...others];
        },
      },
    };
  },
});
