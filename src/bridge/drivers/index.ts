export { createBuiltInDrivers } from './built-in-drivers.ts';
export { idOf, resolveDriver } from './resolve-driver.ts';
