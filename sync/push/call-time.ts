import { AsyncLocalStorage } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../platform/clock/clock.ts';
import type { VendorHttp } from '../../platform/http/vendor-http.ts';
import { VendorError } from '../../platform/vendor/vendor-error.ts';

/** Milliseconds that are left; 0 or less when the time is over. */
export type TimeLeft = () => number;

const ofTheCall = new AsyncLocalStorage<TimeLeft>();

/**
 * Time that begins now. Whichever clock says that more of it has gone is believed: the steady one stands still while its
 * machine is suspended, the other may be set back.
 */
export function timeOf(ms: number, clock: Clock): TimeLeft {
  const [steady, at] = [performance.now(), clock.now().getTime()];
  return () => ms - Math.max(performance.now() - steady, clock.now().getTime() - at);
}

/** Makes a call that has only so much time: what it sends through `onlyInTime` leaves within it, or not at all. */
export function withTimeLeft<T>(left: TimeLeft, makeCall: () => Promise<T>): Promise<T> {
  return ofTheCall.run(left, makeCall);
}

/**
 * A client that looks at the clock before each request of a call that has only so much time. A timer alone comes too late
 * where the process stood still: what it waited for is there before the timer has its turn. Anything else goes through.
 * @returns throws VendorError `unreachable`, `notSent`, where the time is over
 */
export function onlyInTime(http: VendorHttp): VendorHttp {
  return {
    send: async (request) => {
      const left = ofTheCall.getStore();
      if (left !== undefined && left() <= 0) {
        const { vendor, operation } = request;
        const publicMessage = `the call ${operation} was not sent: its turn came too late`;
        throw new VendorError({ vendor, kind: 'unreachable', publicMessage, operation, notSent: true });
      }
      return http.send(request);
    },
  };
}
