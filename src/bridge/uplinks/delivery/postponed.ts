/** The platform asks to slow down: what is not done is looked at anew after the rest, because it grows old meanwhile. */
export class Postponed extends Error {
  override readonly name = 'Postponed';

  constructor() {
    super('the platform asks to slow down');
  }
}
