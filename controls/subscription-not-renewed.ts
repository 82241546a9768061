import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the bridge subscribes to operations when a connection opens, and not again when Cumulocity has forgotten
 * it. Its rarer look for what it missed goes on.
 *
 * Must fail: CMD-16, by its two scenarios in which Cumulocity forgets who listens, and CMD-21, whose command is made just
 * after that and not sent at all.
 *
 * Deviation from what was foreseen before the first run: CMD-21 was not named, because its scenario was thought to wait
 * until the bridge looks for what it has missed; it waits for three hours only.
 */
export default control({
  title: 'The subscription to operations is not renewed',
  breaks: ['CMD-16', 'CMD-21'],
  seenAs: 'Operation not received (TXIF-1779)',
  defect: (parts) => ({
    ...parts,
    createCommands(deps) {
      const commands = parts.createCommands(deps);
      return {
        report: (root, body) => commands.report(root, body),
        drop: (connectionId) => commands.drop(connectionId),
        close: () => commands.close(),
        run(link) {
          const { client, signal } = link;
          const { realtime } = client;
          let begun = false;
          let polling = signal;
          const handshake = async () => {
            if (begun) await parts.clock.wait('nobody subscribes again', ended(polling));
            begun = true;
            return realtime.handshake();
          };
          const connect: typeof realtime.connect = (clientId, holdMs, whileOpen) => {
            // Ends with the link's other tasks: a connection that finds out by them that it is lost opens anew.
            polling = whileOpen;
            return realtime.connect(clientId, holdMs, whileOpen);
          };
          return commands.run({
            ...link,
            client: { ...client, realtime: { ...realtime, handshake, connect } },
          });
        },
      };
    },
  }),
});

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
