import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: only what changes something asks for a token; everything can be read without one.
 *
 * Must fail: SEC-01, INPUT-07 (a list without a token is to be refused with its code) and METRIC-05, whose page can be read
 * as well.
 */
export default control({
  title: 'Reading needs no token',
  breaks: ['INPUT-07', 'METRIC-05', 'SEC-01'],
  seenAs: 'Connections of a customer found by a search engine',
  defect: (parts) => ({
    ...parts,
    createApi(deps) {
      const app = parts.createApi(deps);
      const { clientId, clientSecret } = parts.config.api;
      app.addHook('onRequest', async ({ method, headers }) => {
        if (method !== 'GET' || headers.authorization !== undefined) return;
        const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
        const reply = await app.inject({
          method: 'POST',
          url: '/iot-flow/v1/oauth/token',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(form).toString(),
        });
        headers.authorization = `Bearer ${reply.json().access_token}`;
      });
      return app;
    },
  }),
});
