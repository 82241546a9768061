export { createIntake } from './intake.ts';
export { createMqttConnector } from './mqtt-js-connector.ts';
