import { startSandbox, type RunningSandbox } from '../../../sandbox/kernel/server.ts';
import { toyStandIn, type ToyStandIn } from './toy-stand-in.ts';

/** The kernel with a small vendor behind it. */
export interface ToySandbox {
  readonly sandbox: RunningSandbox;
  readonly toy: ToyStandIn;
  /** What the stand-in threw. */
  readonly errors: unknown[];
  /** Calls the control door of the vendor. */
  control(method: string, resource: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  list(): Promise<Response>;
  create(name: string): Promise<Response>;
}

export async function startToy(): Promise<ToySandbox> {
  const { make, toy } = toyStandIn();
  const errors: unknown[] = [];
  const common = { port: 0, seed: 1, partners: 1, dealsPerPartner: 1, rateFactor: 1 };
  const sandbox = await startSandbox({ ...common, standIns: [make], onError: (error) => errors.push(error) });
  return {
    sandbox,
    toy,
    errors,
    control: async (method, resource, body) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`${sandbox.origin}/_control/toy/${resource}`, init);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    list: () => fetch(`${sandbox.origin}/toy/things`),
    create: (name) => fetch(`${sandbox.origin}/toy/things`, { method: 'POST', body: name }),
  };
}
