import { z } from 'zod';
import { CAPABILITIES } from '../targets/index.ts';
import { REQUIREMENT_ID } from './requirement-id.ts';

const oneLine = z.string().trim().min(1, 'must not be empty');

/**
 * Where a requirement comes from. `founding` is the product's page *Creating a Cumulocity connection*; `profile` marks
 * what this project chose where the documents are silent or contradict each other.
 */
export const SOURCE_KINDS = [
  'founding',
  'common-parameters',
  'states',
  'messages',
  'api',
  'release-note',
  'field-fault',
  'platform',
  'profile',
] as const;

/** Why no scenario tests a requirement: a later release does, another system has to, or only a person can judge it. */
export const UNTESTED_KINDS = ['planned', 'external', 'person'] as const;

/** One promise that a bridge has to keep: a row of a chapter's `requirements.yaml`. */
export const requirementSchema = z.strictObject({
  id: z.string().regex(REQUIREMENT_ID, 'must look like CREATE-01'),
  level: z.enum(['MUST', 'SHOULD', 'MAY']),
  /** `section` names the heading, the release note's number, or whatever finds the place again. */
  source: z.strictObject({ kind: z.enum(SOURCE_KINDS), section: oneLine }),
  /** One sentence, in words of our own, for a reader who does not know the code. */
  text: oneLine,
  /** A target that does not declare it is not judged by this requirement. */
  capability: z.enum(CAPABILITIES),
  /** Only where no scenario tests it. */
  untested: z.strictObject({ kind: z.enum(UNTESTED_KINDS), why: oneLine }).optional(),
});
export type Requirement = z.infer<typeof requirementSchema>;

/** A chapter as its file holds it: `features/<folder>/requirements.yaml`. */
export const chapterFileSchema = z.strictObject({
  /** The title that readers see. */
  chapter: oneLine,
  /** Its place in the report; the founding document's order first. */
  order: z.number().int().nonnegative(),
  /** One or two sentences for a product owner. */
  intro: oneLine,
  requirements: z.array(requirementSchema).min(1, 'must hold at least one requirement'),
});
export type ChapterFile = z.infer<typeof chapterFileSchema>;
