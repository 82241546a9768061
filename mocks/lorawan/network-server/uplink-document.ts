import { z } from 'zod';
import { customerData, domains, lowerHex, numbers, type Scalars, strings, time, upperHex } from './fields.ts';

// Actility, ThingPark IoT Flow documentation, "LoRaWAN uplink document": all fields that live traffic carries. There
// are two flavours of it: the newer writes numbers as numbers, the older, the tunnel interface's, writes all as strings
// and reals with six decimals.

const moduleId = z.object({ pId: z.string(), mId: z.string(), ver: z.string() });
const driverCfg = z.object({ mod: moduleId, app: moduleId, id: z.string() });

function networkFields<I extends z.ZodType, R extends z.ZodType>({ integer, real }: Scalars<I, R>) {
  return {
    CustomerID: z.string(),
    CustomerData: customerData,
    BaseStationData: z.object({ doms: domains, name: z.string() }),
    ModelCfg: z.string(),
    DriverCfg: driverCfg.optional(),
    DevAddr: upperHex(8),
    TxPower: real(),
    NbTrans: integer(1, 15),
    Frequency: real(),
    DynamicClass: z.enum(['A', 'B', 'C']),
  };
}

function uplinkFields<I extends z.ZodType, R extends z.ZodType>(scalars: Scalars<I, R>) {
  const { integer, real } = scalars;
  return z.object({
    Time: time,
    DevEUI: upperHex(16),
    FPort: integer(0, 255).optional(),
    FCntUp: integer(0, 0xffffffff),
    LostUplinksAS: integer(0, 0xffffffff),
    ADRbit: integer(0, 1),
    MType: integer(2, 4),
    FCntDn: integer(0, 0xffffffff),
    payload_hex: lowerHex('0,444').optional(),
    mic_hex: lowerHex('8'),
    Lrcid: upperHex(8),
    LrrRSSI: real(),
    LrrSNR: real(),
    LrrESP: real(),
    SpFact: integer(7, 12),
    SubBand: z.string(),
    Channel: z.string(),
    Lrrid: upperHex(8),
    Late: integer(0, 1),
    LrrLAT: real(),
    LrrLON: real(),
    Lrrs: z.object({
      Lrr: z
        .array(
          z.object({
            Lrrid: upperHex(8),
            Chain: integer(0, 15),
            LrrRSSI: real(),
            LrrSNR: real(),
            LrrESP: real(),
          }),
        )
        .min(1),
    }),
    DevLrrCnt: integer(1, 255),
    ...networkFields(scalars),
    InstantPER: real(),
    MeanPER: real(),
    AckRequested: integer(0, 1),
    rawMacCommands: lowerHex('0,30'),
    BatteryLevel: integer(0, 255).optional(),
    BatteryTime: time.optional(),
    DevLAT: real().optional(),
    DevLON: real().optional(),
    DevAlt: real().optional(),
    DevLocRadius: real().optional(),
    DevLocTime: time.optional(),
  });
}

function joinFields<I extends z.ZodType, R extends z.ZodType>(scalars: Scalars<I, R>) {
  const { integer, real } = scalars;
  return z.object({
    Time: time,
    DevEUI: upperHex(16),
    rawJoinRequest: lowerHex('46'),
    Lrrid: upperHex(8),
    Chain: integer(0, 15),
    Channel: z.string(),
    // Spelled so in live traffic.
    Spfact: integer(7, 12),
    SubBand: z.string(),
    MType: integer(0, 0),
    mic_hex: lowerHex('8'),
    airtime: real(),
    Late: integer(0, 1),
    LrrLAT: real(),
    LrrLON: real(),
    Lrrs: z.object({
      Lrr: z.array(z.object({ Lrrid: upperHex(8), LrrRSSI: real(), LrrSNR: real(), LrrESP: real() })).min(1),
    }),
    ...networkFields(scalars),
  });
}

export const uplinkDocumentSchema = z.object({ DevEUI_uplink: uplinkFields(numbers) });
export const uplinkDocumentInStringsSchema = z.object({ DevEUI_uplink: uplinkFields(strings) });
export const joinDocumentSchema = z.object({ DevEUI_uplink: joinFields(numbers) });
export const joinDocumentInStringsSchema = z.object({ DevEUI_uplink: joinFields(strings) });

/** An uplink with numbers as numbers. */
export type UplinkDocument = z.infer<typeof uplinkDocumentSchema>;
/** A join request with numbers as numbers. */
export type JoinDocument = z.infer<typeof joinDocumentSchema>;
