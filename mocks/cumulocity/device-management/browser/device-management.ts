import { startPage } from '../../../../src/ui/browser/index.ts';

startPage('Cumulocity');
