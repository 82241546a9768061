import { startPage } from '../../../ui/browser/index.ts';

startPage('The bridge');
