import type { Clock } from '../clock/clock.ts';
import { orAborted } from '../resilience/or-aborted.ts';
import type { CallRun } from './call-run.ts';

/** A token is no longer handed out this long before it expires. */
const SAFETY_MS = 60_000;

/** An access token as a vendor's sign-in hands it out. */
export interface FreshToken {
  readonly accessToken: string;
  /** Life of the token from the moment it was asked for, in milliseconds. */
  readonly lifeMs: number;
}

/** The access token of one session: asked for when it is first needed, and again when it has run out or was refused. */
export class TokenKeeper {
  readonly #clock: Clock;
  readonly #ask: (run: CallRun) => Promise<FreshToken>;
  #held: { readonly token: string; readonly goodUntil: number } | null = null;
  #asking: Promise<string> | null = null;

  /** @param ask signs in; it counts its calls on the run, and must not stop with it: other runs wait for the same */
  constructor(clock: Clock, ask: (run: CallRun) => Promise<FreshToken>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  /**
   * The token at hand, or a fresh one. Runs at the same time share one request, so it is bound to none of their signals.
   * @throws whatever the sign-in throws; the run's abort reason when it was aborted
   */
  async get(run: CallRun): Promise<string> {
    if (this.#held && this.#held.goodUntil > this.#clock.now().getTime()) return this.#held.token;
    this.#asking ??= this.#fetch(run).finally(() => {
      this.#asking = null;
    });
    return orAborted(this.#asking, run.signal);
  }

  /** The service refused this token: the next call gets a fresh one, unless another already brought it. */
  drop(token: string): void {
    if (this.#held?.token === token) this.#held = null;
  }

  async #fetch(run: CallRun): Promise<string> {
    const askedAt = this.#clock.now().getTime();
    const { accessToken, lifeMs } = await this.#ask(run);
    this.#held = { token: accessToken, goodUntil: askedAt + lifeMs - SAFETY_MS };
    return accessToken;
  }
}
