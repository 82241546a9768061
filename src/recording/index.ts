export {
  type Capture,
  CaptureError,
  type CaptureHeader,
  captureHeader,
  captureLine,
  createPseudonyms,
  documentTitle,
  isMatter,
  type PastedDocument,
  type Pseudonyms,
  readCapture,
  readPastedDocuments,
  readThingParkDocument,
  type ThingParkDocument,
  writeCapture,
} from './capture/index.ts';
export { curlOf } from './curl.ts';
export { sequenceDiagramMermaid } from './diagram/sequence-diagram-mermaid.ts';
export { sequenceDiagramCss, sequenceDiagramSvg } from './diagram/sequence-diagram-svg.ts';
export {
  type Correlation,
  type Envelope,
  type EnvelopeDraft,
  type EnvelopeKind,
  envelopeSchema,
  type Party,
  type Recorder,
} from './envelope.ts';
export { createJournal, type Journal } from './journal.ts';
export { createRedactor, type Redactor } from './redact.ts';
export {
  bringsPayload,
  type Diagnosis,
  diagnose,
  type Exchange,
  exchangesOf,
  type Finding,
  findingsText,
  type Held,
  type HeldDatum,
  type HeldObject,
  type HeldOperation,
  list,
  member,
  members,
  overviewOf,
  overviewText,
  type Story,
  storyText,
  succeeded,
  type Trail,
  tellStory,
  text,
} from './story/index.ts';
