import { createHash } from 'node:crypto';
import type { Connection } from '../connections/connection.ts';
import { type SecretCipher, SecretError } from '../storage/secret-cipher.ts';
import { type Parameter, presentValue } from './parameters.ts';

/** What an edit started from, so that one that somebody else was quicker with overwrites nothing in silence. */
export interface EditBasis {
  /** Goes with the form: tells nothing of the value, which may be a secret. */
  write(connection: Connection, parameter: Parameter): string;
  /** Whether the parameter still has the value that the edit started from. */
  holds(basis: string, connection: Connection, parameter: Parameter): boolean;
}

/** A basis is the value's hash, sealed for its place: it outlives a restart, and nobody can guess values against it. */
export function createEditBasis(cipher: SecretCipher): EditBasis {
  const place = ({ id }: Connection, { key }: Parameter) => `console/${id}/${key}`;
  const hashOf = (connection: Connection, parameter: Parameter) =>
    createHash('sha256')
      .update(JSON.stringify([presentValue(connection, parameter)]))
      .digest('base64url');
  return {
    write: (connection, parameter) =>
      cipher.encrypt(hashOf(connection, parameter), place(connection, parameter)),
    holds(basis, connection, parameter) {
      try {
        return cipher.decrypt(basis, place(connection, parameter)) === hashOf(connection, parameter);
      } catch (error) {
        // A basis of another place or of another key is as good as an old one.
        if (error instanceof SecretError) return false;
        throw error;
      }
    },
  };
}
