import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a driver that meets a payload which it can't decode does not come back before the bridge ends, and nobody
 * stops waiting for it.
 *
 * Must fail: MSG-04 (no event, and what is behind waits) and PARAM-13, one of whose scenarios sends such a payload.
 *
 * Against all chapters CREATE-04 failed as well: one of its scenarios has a device whose payload can't be decoded among others.
 */
export default control({
  title: 'A payload that can’t be decoded blocks what is behind it',
  breaks: ['MSG-04', 'PARAM-13', 'CREATE-04'],
  seenAs: 'Decoding error: the message blocks those behind it (TXIF-1306)',
  defect: (parts) => {
    const stuck: ((reason: Error) => void)[] = [];
    return {
      ...parts,
      drivers: {
        list: () => parts.drivers.list(),
        encode: (batch) => parts.drivers.encode(batch),
        async decode(batch) {
          const results = await parts.drivers.decode(batch);
          if (results.every(({ ok }) => ok)) return results;
          const never = new Promise<never>((_, end) => stuck.push(end));
          return await parts.clock.wait('a driver that does not come back', never);
        },
      },
      createSupervisor: (deps) => {
        const supervisor = parts.createSupervisor(deps);
        return {
          ...supervisor,
          async close() {
            for (const end of stuck) end(new Error('the driver was ended with the bridge'));
            await supervisor.close();
          },
        };
      },
    };
  },
});
