import type { BridgeParts } from '../../bridge/index.ts';
import type { WireSpec } from './wire.ts';

/** Derives a broken bridge: takes the parts of a sound one and gives them back with one of them spoilt. */
export type Defect = (parts: BridgeParts) => BridgeParts;

/** What a control tells of itself; its file's header says why, and was written before the control's first run. */
export interface ControlFacts {
  /** What is wrong, in one line. */
  readonly title: string;
  /** The requirements that must fail, all of them and, in their chapters, no other. */
  readonly breaks: readonly [string, ...string[]];
  /** Those of other chapters that must fail as well: only a run of all chapters looks there. */
  readonly breaksElsewhere?: readonly string[];
  /** How it shows in the field, with the release note's number where there is one. */
  readonly seenAs: string;
}

/** A bridge broken on purpose: by a spoilt part, or by corrupted traffic, which works on foreign bridges too. */
export type Control = ControlFacts & ({ readonly defect: Defect } | { readonly wire: WireSpec });

/** All requirements that must fail and may: in a run of all chapters, or else in the chapters that the control concerns. */
export function expectedOf({ breaks, breaksElsewhere = [] }: ControlFacts, full: boolean): readonly string[] {
  return full ? [...breaks, ...breaksElsewhere] : breaks;
}

/** Types a control file's default export. */
export function control(definition: Control): Control {
  return definition;
}
