/**
 * Names whose values are secret, in the form that {@link isSecretName} compares: lower case, letters and digits only.
 * OAuth 2.0 (RFC 6749, sections 2.3.1, 4 and 5), HTTP authentication and cookies (RFC 9110, RFC 6265), LoRaWAN keys
 * (LoRaWAN 1.1, section 6.1) and ThingPark's application server keys.
 */
const SECRET_NAMES = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'token',
  'idtoken',
  'assertion',
  'clientassertion',
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'xsrftoken',
  'xxsrftoken',
  'csrftoken',
  'sessionid',
  'jsessionid',
  'pskkey',
  'downlinkaskey',
  'askey',
  'lrcaskey',
  'rootkey',
  'appkey',
  'nwkkey',
  'appskey',
  'nwkskey',
  'fnwksintkey',
  'snwksintkey',
  'nwksenckey',
  'jsintkey',
  'jsenckey',
]);

/** Endings that make a longer name secret too: `mqttPassword`, `tls_private_key`. */
const SECRET_ENDINGS = [
  'password',
  'passphrase',
  'secret',
  'accesstoken',
  'refreshtoken',
  'apikey',
  'privatekey',
];

/** The headers whose values are secret whatever they look like. */
export const SECRET_HEADERS = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-xsrf-token',
];

/** Every secret name holds one of these: most names need no closer look. */
const HINT = /pass|pwd|secret|token|key|auth|cookie|session|assertion/i;

/** Whether what goes by this name is secret: `client_secret`, `X-XSRF-TOKEN`, `downlinkAsKey`. */
export function isSecretName(name: string): boolean {
  if (!HINT.test(name)) return false;
  const bare = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return SECRET_NAMES.has(bare) || SECRET_ENDINGS.some((ending) => bare.endsWith(ending));
}

/**
 * The `Token` that ThingPark's HTTP uplinks carry beside `LrnDevEui` is a hash over one message: evidence, no secret
 * (ThingPark LRC-AS tunnel interface, HTTP security of uplinks).
 */
export function isMessageHash(name: string, neighbours: Iterable<string>): boolean {
  if (name !== 'Token') return false;
  for (const neighbour of neighbours) if (neighbour === 'LrnDevEui') return true;
  return false;
}
