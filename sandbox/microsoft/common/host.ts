import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';
import type { Router, RouteMatch } from './router.ts';

/** One of the vendor's hosts, served under its own base path. */
export interface Host {
  /** Base path below the vendor's mount: `/partner`. */
  readonly prefix: string;
  operationOf(request: SandboxRequest): string | null;
  isWrite(operation: string): boolean;
  handle(request: SandboxRequest): SandboxResponse;
  /** An error in this host's own envelope. */
  fault(status: number, retryAfterSeconds: number | null, request: SandboxRequest): SandboxResponse;
}

export interface RoutedHostParts<Call> {
  readonly prefix: string;
  readonly router: Router<Call>;
  /** Answers a request; `match` is null when no route fits. */
  readonly answer: (request: SandboxRequest, match: RouteMatch<Call> | null) => SandboxResponse;
  readonly fault: Host['fault'];
}

/** A host whose operations are its routes. */
export function routedHost<Call>(parts: RoutedHostParts<Call>): Host {
  const { prefix, router, answer, fault } = parts;
  const writes = new Set(router.routes.filter((route) => route.write).map((route) => route.operation));
  return {
    prefix,
    operationOf: (request) => router.match(request)?.route.operation ?? null,
    isWrite: (operation) => writes.has(operation),
    handle: (request) => answer(request, router.match(request)),
    fault,
  };
}

/** The `Retry-After` header of an answer, or none. */
export function retryAfter(seconds: number | null): Record<string, string> {
  return seconds === null ? {} : { 'retry-after': String(seconds) };
}
