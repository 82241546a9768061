import { NotOnThisTarget, type TargetDescription, TargetError } from '../conformance/targets/index.ts';
import type { ExternalTarget } from './external-target.ts';
import { SignInRefused } from './token-keeper.ts';

/** Why a described bridge can't be judged, with what to do about it; undefined where it lists its connections. */
export async function unfitBridge(
  target: Pick<ExternalTarget, 'api'>,
  description: TargetDescription,
): Promise<string | undefined> {
  const { baseUrl } = description;
  try {
    const { status, text } = await target.api({ method: 'GET', path: '/connections' });
    if (status === 401 || status === 403) {
      return `${baseUrl} refuses to list its connections (${status}). Check credentials in the target's file.`;
    }
    if (status >= 300) {
      return `${baseUrl} answers ${status} where its connections should be listed: ${text.slice(0, 200)}. Check baseUrl and operations.list in the target's file.`;
    }
    return undefined;
  } catch (error) {
    // A target that has no list shows with the first connection whether it can be judged.
    if (error instanceof NotOnThisTarget) return undefined;
    return unanswered(error, description);
  }
}

function unanswered(error: unknown, { baseUrl, credentials, adapter }: TargetDescription): string {
  if (error instanceof TargetError) return error.message;
  if (error instanceof SignInRefused) {
    const path = credentials.kind === 'oauth' ? credentials.tokenPath : '';
    return `${baseUrl}${path} gives no token for the credentials of the target's file (status ${error.status}). Check credentials there: clientId, clientSecret and tokenPath.`;
  }
  const code = codeOf(error);
  const message = error instanceof Error && error.message !== '' ? error.message : (code ?? String(error));
  if (code === undefined && adapter !== undefined) {
    return `The adapter ${adapter} failed where it should list connections: ${message}. Mend its function list(), or what it calls.`;
  }
  if (code !== undefined && /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/.test(code)) {
    return `${baseUrl} shows a certificate that this machine does not trust: ${message} (${code}). Name its authority as caFile in the target's file, or the host that the certificate is for in baseUrl.`;
  }
  return `${baseUrl} can't be reached: ${message}. Check that the bridge is running, and baseUrl in the target's file.`;
}

/** The code that the system gives an error, or what it is wrapped around. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : codeOf(error.cause);
}
