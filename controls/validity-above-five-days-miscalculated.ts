import { control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a validity of more than five days is taken as five days.
 *
 * Must fail: PARAM-09 alone, which has an uplink of 59 days under a validity of 60. All others are shorter.
 */
const FIVE_DAYS_MS = 5 * 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export default control({
  title: 'A validity above five days is miscalculated',
  breaks: ['PARAM-09'],
  seenAs: 'Validity above 5 days miscalculated (TXIF-2366)',
  defect: (parts) => ({
    ...parts,
    createSupervisor: (deps) => {
      const supervisor = parts.createSupervisor(deps);
      return {
        ...supervisor,
        apply(connection) {
          const { uplinkTimeValidity } = connection.configuration;
          const isLong = uplinkTimeValidity !== undefined && msOf(uplinkTimeValidity) > FIVE_DAYS_MS;
          const configuration = isLong
            ? { ...connection.configuration, uplinkTimeValidity: '5d' }
            : connection.configuration;
          supervisor.apply({ ...connection, configuration });
        },
      };
    },
  }),
});

function msOf(validity: string): number {
  return Number(validity.slice(0, -1)) * (UNIT_MS[validity.slice(-1)] ?? 0);
}
