export {
  type Capture,
  type CaptureHeader,
  captureHeader,
  captureLine,
  isMatter,
  writeCapture,
} from './capture.ts';
export { CaptureError } from './errors.ts';
export { type PastedDocument, readPastedDocuments } from './pasted-documents.ts';
export { createPseudonyms, type Pseudonyms } from './pseudonyms.ts';
export { type Reading, readCapture } from './read-capture.ts';
export { documentTitle, readThingParkDocument, type ThingParkDocument } from './thingpark-document.ts';
