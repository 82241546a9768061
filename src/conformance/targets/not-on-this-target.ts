/**
 * A step can't be carried out on the bridge under test, for no fault of the bridge: the scenario tells nothing, and is
 * skipped with this reason.
 */
export class NotOnThisTarget extends Error {
  override readonly name = 'NotOnThisTarget';
}
