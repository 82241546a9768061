import { followCharts } from './charts.ts';
import { followDialogs } from './dialogs.ts';
import { followDisclosures, followEyes, followProblems } from './disclosures.ts';
import { followLiveness, restAtTimes } from './liveness.ts';
import { followToasts } from './toasts.ts';

/** Brings a page to life, once: what comes into it later is followed too. `server` is its name for people. */
export function startPage(server: string): void {
  followToasts();
  followDialogs();
  followDisclosures();
  followEyes();
  followProblems();
  followLiveness(server);
  restAtTimes();
  followCharts();
}
