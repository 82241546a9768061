import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './address-guard.ts';
import { refused } from './host-rule.ts';

/** Resolves a name to all its addresses. */
export type Resolve = (
  hostName: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const resolveBySystem: Resolve = (hostName, done) => {
  // Node gives no addresses at all beside an error, whatever its types say.
  lookup(hostName, { all: true, verbatim: true }, (error, addresses) =>
    done(error, error === null ? addresses : []),
  );
};

/**
 * The look-up that the connection itself uses, so that the address that was checked is the one that is called: a name
 * that answers differently the second time (DNS rebinding) gains nothing.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (hostName, options, done) => {
    resolve(hostName, (error, addresses) => {
      if (error !== null) return done(error, '', 0);
      const open = addresses.filter(
        ({ address, family }) =>
          isPublicAddress(address) &&
          (options.family === undefined || options.family === 0 || options.family === family),
      );
      const [first] = open;
      if (first === undefined) done(refused(hostName, 'it leads to no public address'), '', 0);
      else if (options.all === true) done(null, open);
      else done(null, first.address, first.family);
    });
  };
}
