export { wholeNumber } from './arguments.ts';
