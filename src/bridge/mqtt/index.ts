export { type BrokerSession, createBrokerSession } from './broker-session.ts';
export { createMqttConnector } from './mqtt-js-connector.ts';
