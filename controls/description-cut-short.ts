import { changeApi, control, withConfiguration } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: a description is kept in a column of 32 characters; what is longer is cut off in silence.
 *
 * Must fail: CREATE-10 alone. The descriptions of all other scenarios are shorter.
 */
export default control({
  title: 'A long description is cut off',
  breaks: ['CREATE-10'],
  seenAs: 'A description ends in the middle of a word',
  defect: changeApi(() => ({
    request: (request) =>
      withConfiguration(request, (configuration) => {
        const { description } = configuration;
        return typeof description === 'string'
          ? { ...configuration, description: description.slice(0, 32) }
          : configuration;
      }),
  })),
});
