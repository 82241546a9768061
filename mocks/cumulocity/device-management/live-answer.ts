import { fingerprint } from '../../../src/ui/index.ts';
import type { PageAnswer } from './answers.tsx';
import type { Visit } from './visit.ts';

/** Answers a live part of a page: nothing when the page shows it already. */
export function answerLive(visit: Visit, shown: unknown, render: () => PageAnswer): PageAnswer {
  if (visit.query.get('seen') !== fingerprint(shown)) return render();
  return { kind: 'answer', status: 204, headers: {}, body: '' };
}
