/** Before the length is set and the request signed; after the SDK has made its own body. */
const FROZEN_BODY_OPTIONS = { step: 'build', priority: 'high', name: 'sendFrozenBody' } as const;

/**
 * SDK middleware that sends a stored body in place of the one the SDK makes: a retry under the same client token has to
 * be the same request to the byte, also after the SDK was updated in between. The SDK still addresses and signs it.
 */
const frozenBodyMiddleware =
  (body: string) =>
  <Args extends { request: unknown }, Done>(next: (args: Args) => Promise<Done>) =>
  async (args: Args): Promise<Done> => {
    const { request } = args;
    if (!hasBody(request)) throw new TypeError('request: expected one with a body');
    request.body = body;
    return next(args);
  };

function hasBody(request: unknown): request is { body: unknown } {
  return typeof request === 'object' && request !== null && 'body' in request;
}

interface WithMiddleware {
  readonly middlewareStack: {
    add(middleware: ReturnType<typeof frozenBodyMiddleware>, options: typeof FROZEN_BODY_OPTIONS): void;
  };
}

/** The command, with a stored body in place of the one that the SDK would make. */
export function withBody<Command extends WithMiddleware>(command: Command, body: string): Command {
  command.middlewareStack.add(frozenBodyMiddleware(body), FROZEN_BODY_OPTIONS);
  return command;
}
