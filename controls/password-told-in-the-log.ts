import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the log line of a refused sign-in tells the password that was refused. The log takes out each secret that the
 * bridge tells it of; here it learns of one after that line only.
 *
 * Must fail: SEC-06, by the connection that fails to sign in.
 *
 * Against all chapters six more failed: CREATE-02, UPDATE-09, DELETE-04, STATE-01, STATE-12 and METRIC-06. Each has a
 * connection that signs in in vain, and no scenario may leave a secret in the log.
 */
export default control({
  title: 'The log line of a refused sign-in tells the password',
  breaks: ['SEC-06', 'CREATE-02', 'UPDATE-09', 'DELETE-04', 'STATE-01', 'STATE-12', 'METRIC-06'],
  seenAs: 'Secrets in logs, events or answers',
  defect: (parts) => {
    let last = '';
    return {
      ...parts,
      onSecret: (secret) => {
        last = secret;
      },
      logger: {
        ...parts.logger,
        warn(fields, message) {
          const isRefusal = fields.to === 'AUTHENTICATION_FAILED';
          parts.logger.warn(fields, isRefusal ? `${message} (tried with ${last})` : message);
          if (isRefusal) parts.onSecret(last);
        },
      },
    };
  },
});
