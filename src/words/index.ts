export { closest } from './closest.ts';
