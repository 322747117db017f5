import type { SandboxRequest } from '../kernel/stand-in.ts';
import type { Service } from './services.ts';

/** The operation a request asks for. */
export interface Target {
  readonly service: Service;
  /** Name of a modelled operation. */
  readonly operation: string;
}

/** Reads `x-amz-target: <prefix>.<operation>`; null when no service has such an operation. */
export function targetOf(request: SandboxRequest, services: readonly Service[]): Target | null {
  const header = request.headers['x-amz-target'];
  if (request.method !== 'POST' || request.path !== '/' || typeof header !== 'string') return null;
  const [prefix, operation = ''] = header.split('.');
  const service = services.find(({ target }) => target === prefix);
  return service && Object.hasOwn(service.model.operations, operation) ? { service, operation } : null;
}
