import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: answers of the management API show the password of a connection in clear.
 *
 * Must fail: SEC-05, which is about answers, and SEC-06, since it looks for the secret there as well.
 */
export default control({
  title: 'The password is read back in clear',
  breaks: ['SEC-05', 'SEC-06'],
  seenAs: 'Secrets in answers',
  defect: (parts) => {
    let last = '';
    return {
      ...parts,
      onSecret: (secret) => {
        last = secret;
        parts.onSecret(secret);
      },
      createApi: (deps) => {
        const app = parts.createApi(deps);
        app.addHook('onSend', async (_request, reply, payload) => {
          if (typeof payload !== 'string') return payload;
          const shown = payload.replaceAll('"password":"*****"', `"password":${JSON.stringify(last)}`);
          reply.removeHeader('content-length');
          return shown;
        });
        return app;
      },
    };
  },
});
