export { type AdminAccess, type AdminParts, answerAdmin, isAdminPath } from './admin.ts';
export { type CompleteSeed, seedSchema, type TwinSeed } from './seed.ts';
