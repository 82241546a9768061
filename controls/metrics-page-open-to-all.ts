import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the page of all metrics is given to whoever asks, without a token.
 *
 * Must fail: METRIC-05. What the page says is right, so that METRIC-04 holds.
 */
export default control({
  title: 'The metrics page is open to all',
  breaks: ['METRIC-05'],
  seenAs: 'Names of connections on a page that a search engine found',
  defect: (parts) => ({
    ...parts,
    createApi: (deps) => {
      const app = parts.createApi(deps);
      app.addHook('onRequest', async (request, reply) => {
        if (request.url !== '/iot-flow/v1/metrics') return;
        await reply.type('text/plain; version=0.0.4; charset=utf-8').send(deps.metrics());
      });
      return app;
    },
  }),
});
