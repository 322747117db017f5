import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenArchive } from './archive/archive.ts';
import { openArchive } from './archive/open-archive.ts';
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
  /**
   * Where the stand-ins remember over a restart what was created and changed; made when it is not there. Null or left
   * out: in memory only. One sandbox at a time may use it.
   */
  readonly folder?: string | null;
  /** Milliseconds since 1970; the machine's clock when left out. */
  readonly now?: () => number;
  /** Told of every error that a stand-in did not answer itself. The client only sees status 500. */
  readonly onError?: (error: unknown) => void;
  /** Told in a line of what an operator should know at the start. */
  readonly say?: (line: string) => void;
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
  private readonly archive: OpenArchive;

  constructor(doors: readonly VendorDoor[], archive: OpenArchive) {
    this.archive = archive;
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
    if (to.kind === 'control') {
      const done = control(door, { method, resource: to.resource, body });
      this.archive.flush();
      return answer(response, done);
    }
    const { headers } = request;
    await this.call(door, { method, path: to.path, rawUrl, query, headers, body, origin }, response);
  }

  private async call(door: VendorDoor, request: SandboxRequest, response: ServerResponse): Promise<void> {
    const { standIn } = door;
    const operation = standIn.operationOf(request);
    door.count(operation);
    const remember = (): void => this.archive.flush();
    const call = { standIn, request, operation, faults: door.hit(operation), remember };
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
 * @throws when the port is taken or the folder cannot be used
 */
export async function startSandbox(settings: SandboxSettings): Promise<RunningSandbox> {
  const { seed, partners, dealsPerPartner, rateFactor, host = '127.0.0.1', now = Date.now } = settings;
  const { folder = null, say = () => undefined } = settings;
  const archive = openArchive(folder, { seed, partners, dealsPerPartner }, say);
  const standIns = settings.standIns.map((make) => make({ seed, partners, dealsPerPartner, rateFactor, now, archive }));
  const doors = standIns.map((standIn) => new VendorDoor(standIn, seed, archive.shelf(`${standIn.vendor}/door`)));
  const sandbox = new Sandbox(doors, archive);
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
  const { port } = await listen(server, settings.port, host).catch((error: unknown) => {
    archive.close();
    throw error;
  });
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    standIns,
    close: async () => {
      sandbox.closing.abort();
      await close(server);
      archive.close();
    },
  };
}
