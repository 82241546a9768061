import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the bridge signs in with the user's name alone instead of `tenant/user`. Cumulocity then takes the tenant
 * from the host name, so that most connections work.
 *
 * Must fail: CREATE-12 alone: a wrong tenant is not noticed, and the documented account is not shown.
 */
export default control({
  title: 'The tenant is left out at the sign-in',
  breaks: ['CREATE-12'],
  seenAs: 'A wrong tenantId goes unnoticed',
  wire: {
    request: (request) => ({
      ...request,
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          name,
          name.toLowerCase() === 'authorization' ? withoutTenant(value) : value,
        ]),
      ),
    }),
  },
});

function withoutTenant(header: string): string {
  const [, encoded = ''] = /^Basic (.*)$/.exec(header) ?? [];
  const user = Buffer.from(encoded, 'base64')
    .toString('utf8')
    .replace(/^[^/:]*\//, '');
  return `Basic ${Buffer.from(user, 'utf8').toString('base64')}`;
}
