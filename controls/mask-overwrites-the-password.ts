import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the mask that stands for the password when a connection is read is taken for a new password when it is
 * sent back.
 *
 * Must fail: UPDATE-10 alone: all other updates bring the password in clear.
 */
const MASK = '*****';
/** The same to a person's eye, and nothing special to the bridge. */
const TAKEN_LITERALLY = '∗∗∗∗∗';

export default control({
  title: 'An update that returns the masked password overwrites the stored one',
  breaks: ['UPDATE-10'],
  seenAs: 'A PUT that echoes `*****` overwrites the password',
  defect: (parts) => ({
    ...parts,
    createApi: (deps) => {
      const app = parts.createApi(deps);
      app.addHook('preHandler', async (request) => {
        const { body } = request;
        if (!isRecord(body) || !isRecord(body.configuration) || body.configuration.password !== MASK) return;
        request.body = { ...body, configuration: { ...body.configuration, password: TAKEN_LITERALLY } };
      });
      return app;
    },
  }),
});

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
