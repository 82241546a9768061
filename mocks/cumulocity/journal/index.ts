export type { EntryChange, JournalEntry } from './entry.ts';
export { type JournalFilter, journalFilterSchema } from './filter.ts';
export { TwinJournal } from './journal.ts';
