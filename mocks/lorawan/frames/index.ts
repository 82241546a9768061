export {
  buildDataFrame,
  type DataFrame,
  devAddrOf,
  lowCounterOf,
  micOf,
  openDataFrame,
  type SessionKeys,
} from './data-frame.ts';
export {
  buildJoinAccept,
  buildJoinRequest,
  deriveSessionKeys,
  type JoinAccept,
  type JoinRequest,
  joinRequestIsGenuine,
  openJoinAccept,
  readJoinRequest,
} from './join-frames.ts';
export { MTYPE } from './mtype.ts';
