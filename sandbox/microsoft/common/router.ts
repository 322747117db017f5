import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';

/** One operation of a host: where it lives, what it is called, what answers it. */
export interface Route<Call> {
  /** Name the kernel counts and matches faults by: `referrals.list`. */
  readonly operation: string;
  readonly method: string;
  /** Path below the vendor's mount; `:name` stands for one segment. Letter case does not matter. */
  readonly path: string;
  readonly write: boolean;
  readonly handle: (call: Call, params: Readonly<Record<string, string>>) => SandboxResponse;
}

export interface RouteMatch<Call> {
  readonly route: Route<Call>;
  readonly params: Readonly<Record<string, string>>;
}

/** The routes of one host, compiled once. */
export class Router<Call> {
  readonly routes: readonly Route<Call>[];
  private readonly patterns: readonly RegExp[];

  constructor(routes: readonly Route<Call>[]) {
    this.routes = routes;
    this.patterns = routes.map(
      (route) => new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`, 'i'),
    );
  }

  /** The route a request asks for, or null. */
  match(request: SandboxRequest): RouteMatch<Call> | null {
    for (const [at, route] of this.routes.entries()) {
      if (route.method !== request.method) continue;
      const params = this.params(at, request.path);
      if (params) return { route, params };
    }
    return null;
  }

  /** The methods that the path knows: empty when it is no path of this host. */
  methodsOf(path: string): readonly string[] {
    const methods = this.routes.filter((_, at) => this.params(at, path)).map((route) => route.method);
    return [...new Set(methods)];
  }

  private params(at: number, path: string): Record<string, string> | null {
    const match = this.patterns[at]?.exec(path);
    if (!match) return null;
    try {
      return Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
      );
    } catch {
      return null;
    }
  }
}
