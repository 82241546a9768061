import type { Aim } from '../faults/aimed-faults.ts';

type Kind =
  /** The same document comes again, to the byte: so many times (1 by default), so much later (0 ms by default). */
  | { readonly kind: 'redelivered'; readonly copies?: number; readonly afterMs?: number }
  /** It comes later: by so much, and by up to `jitterMs` more, drawn from the seed. Others may come before it. */
  | { readonly kind: 'delayed'; readonly byMs: number; readonly jitterMs?: number }
  /** So many later documents of the device (1 by default) come before it; where none follow, it comes after `withinMs`. */
  | { readonly kind: 'overtaken'; readonly by?: number; readonly withinMs?: number };

/** What a scenario can do to documents on their way from the network. The frame and the device know nothing of it. */
export type WireFault = Aim & Kind;
