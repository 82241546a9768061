export { createIntake, type Intake, type IntakeCounts, type IntakeDeps } from './intake.ts';
export { createMqttConnector, type MqttConnectorOptions } from './mqtt-js-connector.ts';
