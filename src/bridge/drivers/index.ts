export { createBuiltInDrivers } from './built-in-drivers.ts';
export { resolveDriver } from './resolve-driver.ts';
