import { z } from 'zod';
import type { Clock } from '../../clock/index.ts';
import { BridgeError, ERRORS, invalidFields } from '../errors.ts';
import { tokenAnswerSchema, tokenInfoSchema } from './resources.ts';
import { type Answer, type Route, route } from './route.ts';
import type { Grant, Tokens } from './tokens.ts';

const SCOPE = 'iot-flow';

const tokenRequestSchema = z.object({
  grant_type: z.string().optional().describe('Mandatory: client_credentials'),
  client_id: z.string().optional().describe('<platform>/<login>'),
  client_secret: z.string().optional(),
  scope: z.string().optional(),
});

const tokenQuerySchema = z.strictObject({ access_token: z.string() });

/** OAuth 2.0 client credentials (RFC 6749, 4.4), form-encoded or in a Basic header (2.3.1). */
export function oauthRoutes({ tokens, clock }: { readonly tokens: Tokens; readonly clock: Clock }): Route[] {
  const describe = ({ clientId, expiresAt }: Grant) => ({
    token_type: 'bearer',
    expires_in: Math.ceil((expiresAt - clock.now()) / 1000),
    scope: SCOPE,
    client_id: clientId,
  });
  return [
    route(
      {
        method: 'POST',
        path: '/oauth/token',
        tag: 'Authentication',
        summary: 'Get a bearer token for client credentials',
        open: true,
        form: true,
        body: tokenRequestSchema,
        answers: {
          200: { description: 'The token', schema: tokenAnswerSchema },
          400: { description: 'Another grant type, or credentials are missing' },
          401: { description: 'Wrong credentials' },
        },
      },
      ({ body, raw }): Answer => {
        if (body.grant_type === undefined) {
          const missing = [{ path: 'grant_type', message: 'is mandatory: client_credentials' }];
          return oauthError(invalidFields(missing), 'invalid_request');
        }
        if (body.grant_type !== 'client_credentials') {
          return oauthError(
            invalidFields([{ path: 'grant_type', message: 'must be client_credentials' }]),
            'unsupported_grant_type',
          );
        }
        const given = basicCredentials(raw.headers.authorization) ?? body;
        const { client_id: clientId, client_secret: clientSecret } = given;
        if (clientId === undefined || clientSecret === undefined) {
          const missing = Object.entries({ client_id: clientId, client_secret: clientSecret })
            .filter(([, value]) => value === undefined)
            .map(([path]) => ({ path, message: 'is mandatory' }));
          return oauthError(invalidFields(missing), 'invalid_request');
        }
        const issued = tokens.issue(clientId, clientSecret);
        if (issued === undefined) {
          const { remedy } = ERRORS['bad-credentials'];
          return oauthError(
            new BridgeError('bad-credentials', `The client id or the client secret is wrong. ${remedy}`),
            'invalid_client',
          );
        }
        return { status: 200, body: { access_token: issued.token, ...describe(issued.grant) } };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/oauth/tokeninfo',
        tag: 'Authentication',
        summary: 'Describe a token',
        open: true,
        query: tokenQuerySchema,
        answers: {
          200: { description: 'The token is good', schema: tokenInfoSchema },
          401: { description: 'The token is unknown or its time is over' },
        },
      },
      ({ query }): Answer => {
        const grant = tokens.check(query.access_token);
        if (grant !== undefined) return { status: 200, body: describe(grant) };
        return oauthError(
          new BridgeError(
            'unauthorised',
            `The token is unknown or its time is over. ${ERRORS.unauthorised.remedy}`,
          ),
          'invalid_token',
        );
      },
    ),
  ];
}

/** The documented form of an error beside the one that OAuth clients read (RFC 6749, 5.2). */
function oauthError(error: BridgeError, name: string): Answer {
  const { code, status } = ERRORS[error.kind];
  const { message } = error;
  return {
    status,
    body: { code, message, error: name, error_description: message },
    ...(status === 401 ? { headers: { 'www-authenticate': 'Basic realm="iot-flow"' } } : {}),
  };
}

function basicCredentials(header: string | string[] | undefined) {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(String(header ?? '')) ?? [];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { client_id: formDecoded(id), client_secret: formDecoded(secret.join(':')) };
}

/** Both halves are form-encoded before they are joined (RFC 6749, 2.3.1); many clients leave that out. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A lone percent sign: the client did not encode.
    return text;
  }
}
