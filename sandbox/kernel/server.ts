import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_BODY_BYTES, readBody } from './body.ts';
import { control, json } from './control.ts';
import { answer, deliver } from './deliver.ts';
import { VendorDoor } from './door.ts';
import { runCall } from './outcome.ts';
import { route } from './route.ts';
import type { SandboxRequest, StandIn, StandInMaker } from './stand-in.ts';

/** What a sandbox is started with. */
export interface SandboxSettings {
  /** 0 for any free port. */
  readonly port: number;
  /** Address to listen on; `127.0.0.1` when left out. */
  readonly host?: string;
  readonly seed: number;
  readonly partners: number;
  readonly dealsPerPartner: number;
  readonly rateFactor: number;
  readonly standIns: readonly StandInMaker[];
  /** Milliseconds since 1970; the machine's clock when left out. */
  readonly now?: () => number;
  /** Told of every error that a stand-in did not answer itself. The client only sees status 500. */
  readonly onError?: (error: unknown) => void;
}

/** A sandbox that listens. */
export interface RunningSandbox {
  /** `http://127.0.0.1:4010`; vendors stand below it at `/<vendor>/`. */
  readonly origin: string;
  readonly port: number;
  readonly standIns: readonly StandIn[];
  /** Breaks all connections, also those of requests that hang, and resolves when the port is free. */
  close(): Promise<void>;
}

class Sandbox {
  readonly doors: ReadonlyMap<string, VendorDoor>;
  readonly closing = new AbortController();

  constructor(doors: readonly VendorDoor[]) {
    this.doors = new Map(doors.map((door) => [door.standIn.vendor, door]));
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const origin = `http://${request.headers.host ?? 'localhost'}`;
    const rawUrl = request.url ?? '/';
    const [path = '/', ...queries] = rawUrl.split('?');
    const query = new URLSearchParams(queries.join('?'));
    const to = route(path);
    const door = to.kind === 'none' ? undefined : this.doors.get(to.vendor);
    const body = await readBody(request);
    const method = request.method ?? 'GET';
    if (!body) return answer(response, json(413, { error: `body: expected at most ${MAX_BODY_BYTES} bytes` }));
    if (to.kind === 'none' || !door) {
      return answer(response, json(404, { error: `path: expected one of ${[...this.doors.keys()].join(', ')} first` }));
    }
    if (to.kind === 'control') return answer(response, control(door, { method, resource: to.resource, body }));
    const { headers } = request;
    await this.call(door, { method, path: to.path, rawUrl, query, headers, body, origin }, response);
  }

  private async call(door: VendorDoor, request: SandboxRequest, response: ServerResponse): Promise<void> {
    const { standIn } = door;
    const operation = standIn.operationOf(request);
    door.count(operation);
    const call = { standIn, request, operation, faults: door.hit(operation) };
    deliver(response, await runCall(call, this.closing.signal));
  }
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const IDLE_CONNECTION_MS = 120_000;

/**
 * Starts the stand-ins behind one port. Same settings, same records.
 * @throws when the port is taken
 */
export async function startSandbox(settings: SandboxSettings): Promise<RunningSandbox> {
  const { seed, partners, dealsPerPartner, rateFactor, host = '127.0.0.1', now = Date.now } = settings;
  const standIns = settings.standIns.map((make) => make({ seed, partners, dealsPerPartner, rateFactor, now }));
  const sandbox = new Sandbox(standIns.map((standIn) => new VendorDoor(standIn, seed)));
  const server = createServer((request, response) => {
    sandbox.serve(request, response).catch((error: unknown) => {
      // A client that went away and a server that closes are no errors of a stand-in.
      if (sandbox.closing.signal.aborted || request.errored) return;
      settings.onError?.(error);
      if (response.headersSent) response.destroy();
      else answer(response, json(500, { error: 'the stand-in failed' }));
    });
  });
  // Longer than any client of ours keeps an idle connection: it is never closed just as a request goes out.
  server.keepAliveTimeout = IDLE_CONNECTION_MS;
  const { port } = await listen(server, settings.port, host);
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    standIns,
    close: async () => {
      sandbox.closing.abort();
      await close(server);
    },
  };
}
