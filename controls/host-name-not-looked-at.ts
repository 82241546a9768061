import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: each connection calls the documented host, whatever host name it bears.
 *
 * Must fail: CREATE-11, by the host that is elsewhere.
 *
 * Deviation from what was foreseen before the first run: VERIFY-04 was named as well. Its connections can't sign in where
 * their tenants are unknown, so that it is blocked and proves nothing; `uplinks-of-all-connections-mixed` breaks it.
 *
 * With all chapters, which was not foreseen, also UPDATE-09, STATE-03 and SEC-07, whose connections are to find nobody at
 * another host.
 */
const HOST = 'https://tpx.eu-latest.cumulocity.com';

export default control({
  title: 'The host name of a connection is not looked at',
  breaks: ['CREATE-11'],
  breaksElsewhere: ['UPDATE-09', 'STATE-03', 'SEC-07'],
  seenAs: 'A tenant in another region can not be reached',
  defect: (parts) => ({
    ...parts,
    http: {
      request(request) {
        const { pathname, search } = new URL(request.url);
        return parts.http.request({ ...request, url: `${HOST}${pathname}${search}` });
      },
      close: () => parts.http.close(),
    },
  }),
});
