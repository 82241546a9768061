export { Conversation, DENIED, ENDPOINTS, type Endpoint } from './conversation.ts';
export {
  batchSchema,
  type ClientMessage,
  notified,
  refusalOf,
  type ServerMessage,
  withoutAuthentication,
} from './message.ts';
export { type Notification, type NotificationKind, Realtime } from './realtime.ts';
export { RealtimeSockets } from './sockets.ts';
