export { ReproductionError } from './errors.ts';
export { type Explanation, explain } from './explain/explain.ts';
export { openCaptureFile } from './record/capture-file.ts';
export { recordBroker } from './record/record-broker.ts';
export { recordWorld } from './record/record-world.ts';
export { comparisonText } from './replay/compare.ts';
export { actTitle, perform } from './replay/perform.ts';
export { type Replay, replay } from './replay/replay.ts';
export { type Script, scriptOf } from './replay/script.ts';
