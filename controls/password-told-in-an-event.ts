import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the event of a refused sign-in tells the credentials that were refused, "to make it easier".
 *
 * Must fail: SEC-06 alone. Log and recording take known secrets out by themselves; the list of events does not.
 */
export default control({
  title: 'The event of a refused sign-in tells the password',
  breaks: ['SEC-06'],
  seenAs: 'Secrets in logs, events or answers',
  defect: (parts) => {
    let last = '';
    return {
      ...parts,
      onSecret: (secret) => {
        last = secret;
        parts.onSecret(secret);
      },
      createSupervisor: (deps) =>
        parts.createSupervisor({
          ...deps,
          events: {
            add: (event) =>
              deps.events.add(
                event.type === 'authentication-failed'
                  ? { ...event, message: `${event.message} (tried with ${last})` }
                  : event,
              ),
          },
        }),
    };
  },
});
