import { changeApi, control, withBody } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: who has the client id gets a token, whatever the secret.
 *
 * Must fail: SEC-02 alone, by its wrong secret.
 */
export default control({
  title: 'Any client secret is good',
  breaks: ['SEC-02'],
  seenAs: 'Anybody can sign in',
  defect: changeApi(({ config }) => ({
    request: (request) =>
      request.path === '/oauth/token'
        ? withBody(request, (body) => ({ ...body, client_secret: config.api.clientSecret }))
        : request,
  })),
});
