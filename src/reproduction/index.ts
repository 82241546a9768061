export { ReproductionError } from './errors.ts';
export { comparisonText } from './replay/compare.ts';
export { actTitle, perform } from './replay/perform.ts';
export { type Replay, replay } from './replay/replay.ts';
export { type Script, scriptOf } from './replay/script.ts';
