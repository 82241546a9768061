import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { tsImport } from 'tsx/esm/api';

// Stryker loads its plugins in processes of its own, which read no TypeScript.
const { ChosenMutants } = await tsImport('./chosen-mutants.ts', import.meta.url);

class Chosen extends ChosenMutants {
  static inject = tokens(commonTokens.options);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'chosen', Chosen)];
export const strykerValidationSchema = { type: 'object', properties: { chosen: { type: 'object' } } };
