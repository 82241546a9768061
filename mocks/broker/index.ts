export { type Broker, type BrokerParts, type BrokerUser, createBroker } from './broker.ts';
export { BrokerError, type BrokerErrorCode } from './errors.ts';
export { connectMqtt, type MqttClientPort, type MqttConnectOptions, type Qos } from './mqtt-client.ts';
export { createMqttProxy, type MqttProxy, type MqttProxyOptions } from './mqtt-proxy.ts';
export type { HandedMessage, MqttProxyListener } from './mqtt-proxy-session.ts';
