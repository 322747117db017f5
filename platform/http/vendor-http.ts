/**
 * HTTP towards vendors: pinned to the configured hosts, bounded in time and size, no redirects, secrets redacted in
 * every error. Implemented over undici; adapters see only this.
 */
export interface VendorHttp {
  /**
   * Sends one request.
   * @throws VendorError `unreachable` when no whole answer arrived in time; `upstream_error` when it is too large
   */
  send(request: VendorHttpRequest): Promise<VendorHttpResponse>;
}

export interface VendorHttpRequest {
  readonly vendor: string;
  /** Name for logs and metrics: `referrals.list`. Never the address. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute address. Its origin must be one of the connection's endpoints, or its host one of the download hosts. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
  /** Whole call, in milliseconds; default 15,000. */
  readonly timeoutMs?: number;
  /** Largest answer accepted, in bytes; default 8 MiB. */
  readonly maxBytes?: number;
}

export interface VendorHttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
