import { changeApi, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: whatever is asked about is described as a good token.
 *
 * Must fail: SEC-04 alone. The rest of the API takes no such token.
 */
export default control({
  title: 'Any token is described as good',
  breaks: ['SEC-04'],
  seenAs: 'A client goes on with a token that has ended',
  defect: changeApi(({ config }) => ({
    answer: (answer, { path }) =>
      path === '/oauth/tokeninfo' && answer.status === 401
        ? {
            status: 200,
            body: {
              token_type: 'bearer',
              expires_in: 3600,
              scope: 'iot-flow',
              client_id: config.api.clientId,
            },
          }
        : answer,
  })),
});
