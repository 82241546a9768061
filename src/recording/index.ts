export {
  type Correlation,
  ENVELOPE_VERSION,
  type Envelope,
  type EnvelopeDraft,
  type EnvelopeKind,
  envelopeSchema,
  type Party,
  type Recorder,
} from './envelope.ts';
