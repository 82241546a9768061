import { z } from 'zod';
import type { Clock } from '../clock/index.ts';
import type { ApiRequest, ApiResponse } from '../conformance/targets/index.ts';

const grantSchema = z.object({ access_token: z.string().min(1), expires_in: z.number() });

/** A target gave no token for its own credentials. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly status: number;

  constructor(status: number) {
    super(
      `The bridge under test gave no token for its own credentials (status ${status}). Check clientId and clientSecret of the target.`,
    );
    this.status = status;
  }
}

/** Signs in when a call needs it and keeps the token until it ends. */
export class TokenKeeper {
  readonly #clock: Clock;
  readonly #signIn: () => Promise<ApiResponse>;
  #token: { readonly text: string; readonly until: number } | undefined;

  constructor(clock: Clock, signIn: () => Promise<ApiResponse>) {
    this.#clock = clock;
    this.#signIn = signIn;
  }

  /** The token that a call is to carry. @throws SignInRefused when the target gives none for its own credentials. */
  async tokenFor(wanted: ApiRequest['token']): Promise<string | undefined> {
    if (wanted === 'none') return undefined;
    if (wanted !== undefined && wanted !== 'valid') return wanted;
    if (this.#token === undefined || this.#clock.now() >= this.#token.until)
      this.#token = await this.#fresh();
    return this.#token.text;
  }

  /** Lets go of the token: the next call signs in anew. */
  forget(): void {
    this.#token = undefined;
  }

  async #fresh(): Promise<{ readonly text: string; readonly until: number }> {
    const answer = await this.#signIn();
    const grant = grantSchema.safeParse(answer.body);
    if (!grant.success) {
      throw new SignInRefused(answer.status);
    }
    return { text: grant.data.access_token, until: this.#clock.now() + grant.data.expires_in * 1000 };
  }
}
