import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen, type CircuitBreakerPolicy } from 'cockatiel';
import { isVendorError, VendorError } from '../vendor/vendor-error.ts';

export interface BreakerOptions {
  /** Faults in a row that open the breaker. */
  readonly faults: number;
  /** Time it stays open before one call may try, in milliseconds. */
  readonly halfOpenAfterMs: number;
}

export const BREAKER_DEFAULTS: BreakerOptions = { faults: 5, halfOpenAfterMs: 10_000 };

type Outcome<T> = { readonly value: T } | { readonly answered: VendorError };

/** The vendor is not there, or is there and broken. */
function isOutage(error: unknown): boolean {
  return isVendorError(error) && (error.kind === 'unreachable' || error.kind === 'upstream_error');
}

/** The vendor answered, and the answer was a no: proof that it is well. Our own refusals carry no HTTP status. */
function isAnswer(error: unknown): error is VendorError {
  return isVendorError(error) && error.httpStatus !== undefined && !isOutage(error);
}

/**
 * Stops calling a vendor that is down, for one connection.
 *
 * It opens after `faults` outages in a row (`unreachable`, `upstream_error`). Any answer, a refusal included, ends the
 * row. What says nothing of the vendor (the caller gave up, our own quota) neither ends the row nor adds to it.
 */
export class Breaker {
  private readonly vendor: string;
  private readonly options: BreakerOptions;
  private readonly policy: CircuitBreakerPolicy;

  constructor(vendor: string, options: Partial<BreakerOptions> = {}) {
    this.vendor = vendor;
    this.options = { ...BREAKER_DEFAULTS, ...options };
    // The call that tries a half-open breaker closes it only with proof; an abandoned try is no proof.
    const counts = handleWhen((error) => isOutage(error) || this.policy.state === CircuitState.HalfOpen);
    this.policy = circuitBreaker(counts, {
      breaker: new ConsecutiveBreaker(this.options.faults),
      halfOpenAfter: this.options.halfOpenAfterMs,
    });
  }

  /**
   * Makes a call, unless the vendor is known to be down.
   * @throws VendorError `unreachable`, without calling, while the breaker is open or another call is trying it
   * @throws whatever `call` throws
   */
  async run<T>(call: () => Promise<T>): Promise<T> {
    // Others do not queue behind the call that tries: it may take its whole deadline.
    if (this.policy.state === CircuitState.HalfOpen) throw this.openError();
    let called = false;
    const attempt = async (): Promise<Outcome<T>> => {
      called = true;
      try {
        return { value: await call() };
      } catch (error) {
        if (isAnswer(error)) return { answered: error };
        throw error;
      }
    };
    let outcome: Outcome<T>;
    try {
      outcome = await this.policy.execute(attempt);
    } catch (error) {
      throw called ? error : this.openError();
    }
    if ('answered' in outcome) throw outcome.answered;
    return outcome.value;
  }

  private openError(): VendorError {
    return new VendorError({
      vendor: this.vendor,
      kind: 'unreachable',
      publicMessage: `${this.vendor} did not answer several times in a row; calls to it pause for a moment`,
      retryAfterMs: this.options.halfOpenAfterMs,
    });
  }
}
