import { changePages, control } from '../src/conformance/controls/index.ts';

/*
 * What is wrong: the names in the console's lists of connections and devices are text, not links to their details.
 *
 * Must fail: CONSOLE-07 (connections) and CONSOLE-13 (devices).
 */
const LISTS = ['/console/connections', '/console/devices'];
const DETAILS = /<a href="\/console\/(?:connections\/\d+|devices\/[0-9A-Fa-f]{16})">(.*?)<\/a>/g;

export default control({
  title: "The console's lists lead nowhere",
  breaks: ['CONSOLE-07', 'CONSOLE-13'],
  seenAs: 'Found by looking',
  defect: changePages((text, path) =>
    LISTS.includes(path) ? text.replace(DETAILS, '<span>$1</span>') : text,
  ),
});
