/** The two log levels used here; a pino logger fits. */
export interface StartLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface EmbeddedPostgresOptions {
  /** Where everything lives; made when missing. One owner at a time. */
  readonly folder: string;
  readonly log?: StartLog | undefined;
  /** TCP port on 127.0.0.1; a free one when left out. */
  readonly port?: number | undefined;
  /** Default true. False gives up crash safety for speed: for tests only. */
  readonly durable?: boolean | undefined;
  /**
   * Used as root only: where data and programs go when the unprivileged account can't enter `folder` or the package;
   * the first usable one. Default: `/var/lib/partnergraph`, then a folder in the temp folder.
   */
  readonly sharedFolders?: readonly string[] | undefined;
}

/** A running PostgreSQL with the database `partnergraph`. */
export interface EmbeddedPostgres {
  /** `postgres://partnergraph:<password>@127.0.0.1:<port>/partnergraph`: a secret, never logged. */
  readonly url: string;
  readonly port: number;
  /** Of the postmaster. */
  readonly pid: number;
  /** True when a server whose owner had died was found running and taken over. */
  readonly reused: boolean;
  /**
   * Fast shutdown within bounded time, then gives the folder free. May be called again.
   * @throws Error when the server does not even end after SIGKILL
   */
  stop(): Promise<void>;
}
