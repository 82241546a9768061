import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a host name that is pasted as an address is taken: what stands before the name is cut off in silence.
 *
 * Must fail: INPUT-01 alone, with those of its examples that bear a scheme.
 *
 * Deviation from what was foreseen before the first run: INPUT-04 fails as well, since the host name with a scheme is one of
 * the several mistakes that its request makes, each of which is to be named.
 */
export default control({
  title: 'A host name with http:// or https:// is accepted',
  breaks: ['INPUT-01', 'INPUT-04'],
  seenAs: '`http` in hostName accepted (TXIF-2144)',
  defect: (parts) => ({
    ...parts,
    createApi: (deps) => {
      const app = parts.createApi(deps);
      app.addHook('preHandler', async (request) => {
        const { body } = request;
        if (!isRecord(body) || !isRecord(body.configuration)) return;
        const { hostName } = body.configuration;
        if (typeof hostName !== 'string') return;
        request.body = {
          ...body,
          configuration: { ...body.configuration, hostName: hostName.replace(/^https?:\/\//i, '') },
        };
      });
      return app;
    },
  }),
});

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
