import { v4 as uuid } from 'uuid';

/** Ids that go with one call and its retries. */
export interface CallIds {
  /** The same for the call and all its retries. */
  readonly correlationId: string;
  /** A new id each time it is asked. */
  fresh(): string;
  /**
   * The idempotency key: the same while no answer has arrived, so that a repeat after a timeout is known as one; a new
   * one after any answer, or the service would replay that answer [SDKD headers.md].
   */
  requestId(): string;
  /** An answer to the last request id has arrived. */
  answered(): void;
}

/** New ids for one call. */
export function newCallIds(): CallIds {
  let requestId = uuid();
  return {
    correlationId: uuid(),
    fresh: () => uuid(),
    requestId: () => requestId,
    answered: () => {
      requestId = uuid();
    },
  };
}
