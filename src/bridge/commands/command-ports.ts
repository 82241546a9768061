import { createCorrelationIds, type NewCorrelationId } from './correlation-ids.ts';
import { type AssembleDownlink, assembleDownlink } from './downlink-document.ts';
import { type EncodeCommand, encodeCommand } from './encode-command.ts';
import { type MatchReport, matchReport } from './match-report.ts';
import { type ReadOperation, readOperation } from './read-operation.ts';
import { type ReadReport, readReport } from './read-report.ts';

/** The judgements that commands rest on, each for itself, so that a test can replace one. */
export interface CommandPorts {
  readonly readOperation: ReadOperation;
  readonly encode: EncodeCommand;
  readonly newCorrelationId: NewCorrelationId;
  readonly assemble: AssembleDownlink;
  readonly readReport: ReadReport;
  readonly matchReport: MatchReport;
}

export function createCommandPorts(secureRandom: (length: number) => Uint8Array): CommandPorts {
  return {
    readOperation,
    encode: encodeCommand,
    newCorrelationId: createCorrelationIds(secureRandom),
    assemble: assembleDownlink,
    readReport,
    matchReport,
  };
}
