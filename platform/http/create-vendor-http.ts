import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { Agent } from 'undici';
import { withDeadline } from '../resilience/deadline.ts';
import { createAddressPin, type AddressPin, type AddressPinOptions } from './address-pin.ts';
import { VENDOR_HTTP_DEFAULTS, type VendorHttpDefaults } from './bounds.ts';
import { CallFaultError, toVendorError, type CallFault } from './call-fault.ts';
import { exchange } from './exchange.ts';
import { requestIdOf } from './headers.ts';
import { readTransportFault } from './transport-faults.ts';
import type { VendorHttp, VendorHttpRequest, VendorHttpResponse } from './vendor-http.ts';

export interface VendorHttpOptions extends AddressPinOptions {
  readonly log: Logger;
  readonly defaults?: Partial<VendorHttpDefaults>;
}

/** A `VendorHttp` that keeps connections open until it is closed. */
export interface ClosableVendorHttp extends VendorHttp {
  /** Takes no more calls and resolves when those under way have ended, each within its own deadline. */
  close(): Promise<void>;
}

class PinnedHttp implements ClosableVendorHttp {
  private readonly bounds: VendorHttpDefaults;
  private readonly log: Logger;
  private readonly pin: AddressPin;
  private readonly agent: Agent;

  constructor(options: VendorHttpOptions) {
    this.bounds = { ...VENDOR_HTTP_DEFAULTS, ...options.defaults };
    this.log = options.log;
    this.pin = createAddressPin(options);
    // A plain agent reads no proxy from the environment, follows no redirect and inflates nothing.
    this.agent = new Agent({
      connections: this.bounds.connectionsPerOrigin,
      connect: { timeout: this.bounds.connectTimeoutMs },
      bodyTimeout: this.bounds.bodyTimeoutMs,
      pipelining: 1,
      allowH2: false,
    });
  }

  async send(request: VendorHttpRequest): Promise<VendorHttpResponse> {
    const startedAt = performance.now();
    const pinned = this.pin(request.url);
    if ('refusal' in pinned) {
      throw this.fail(request, { kind: 'refused', words: pinned.refusal, code: 'NOT_ALLOWED' }, startedAt);
    }
    request.signal.throwIfAborted();
    const timeoutMs = request.timeoutMs ?? this.bounds.timeoutMs;
    const deadline = withDeadline(request.signal, timeoutMs);
    try {
      const target = { url: pinned.url, signal: deadline.signal, bounds: this.bounds };
      const response = await exchange(this.agent, request, target);
      this.logAnswer(request, response, startedAt);
      return response;
    } catch (error) {
      // The caller who gave up gets its own reason back: it says nothing of the vendor.
      if (request.signal.aborted && !deadline.expired()) throw request.signal.reason;
      throw this.fail(request, deadline.expired() ? overdue(timeoutMs) : faultOf(error), startedAt);
    } finally {
      deadline.clear();
    }
  }

  async close(): Promise<void> {
    await this.agent.close();
  }

  private logAnswer(request: VendorHttpRequest, response: VendorHttpResponse, startedAt: number): void {
    const { vendor, operation } = request;
    const requestId = requestIdOf(response.headers);
    const ms = Math.round(performance.now() - startedAt);
    this.log.debug(
      { vendor, operation, status: response.status, ms, bytes: response.body.length, requestId },
      'vendor call',
    );
  }

  private fail(request: VendorHttpRequest, fault: CallFault, startedAt: number): Error {
    const { vendor, operation } = request;
    const { kind, code, httpStatus: status, requestId } = fault;
    const ms = Math.round(performance.now() - startedAt);
    this.log.debug({ vendor, operation, status, ms, requestId, kind, code }, 'vendor call failed');
    return toVendorError(request, fault);
  }
}

function overdue(timeoutMs: number): CallFault {
  return { kind: 'unreachable', words: `no whole answer arrived within ${timeoutMs} ms`, code: 'DEADLINE' };
}

function faultOf(error: unknown): CallFault {
  return error instanceof CallFaultError ? error.fault : readTransportFault(error);
}

/**
 * HTTP towards vendors, on the configured hosts only. Beyond the contract:
 * - an address that is not allowed is refused (`refused`, without an HTTP status) before any connection is made
 * - every 3xx is an `upstream_error`
 * - when the caller's signal is aborted, the call rejects with that signal's reason, not with a VendorError
 * - a body arrives as it was on the wire: with a `content-encoding` the caller did not ask for, it is not inflated
 * @throws TypeError when an allowed origin or download host is not usable
 */
export function createVendorHttp(options: VendorHttpOptions): ClosableVendorHttp {
  return new PinnedHttp(options);
}
