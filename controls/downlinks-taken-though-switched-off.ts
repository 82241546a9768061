import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: `downlinkEnabled` is stored and shown, and nobody asks for it.
 *
 * Must fail: PARAM-14 alone.
 */
export default control({
  title: 'Commands are taken though downlinks are switched off',
  breaks: ['PARAM-14'],
  seenAs: 'downlinkEnabled has no effect',
  defect: (parts) => ({
    ...parts,
    createCommands(deps) {
      const commands = parts.createCommands({
        ...deps,
        findConnection: (id) => enabled(deps.findConnection(id)),
      });
      return {
        report: (root, body) => commands.report(root, body),
        drop: (connectionId) => commands.drop(connectionId),
        close: () => commands.close(),
        run: (link) => commands.run({ ...link, connection: enabled(link.connection) }),
      };
    },
  }),
});

function enabled<C extends { readonly configuration: { readonly downlinkEnabled: boolean } } | undefined>(
  connection: C,
): C {
  if (connection === undefined) return connection;
  return { ...connection, configuration: { ...connection.configuration, downlinkEnabled: true } };
}
