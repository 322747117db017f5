export interface ServerSettings {
  readonly dataFolder: string;
  readonly port: number;
  readonly durable: boolean;
}

const SIZES = {
  max_connections: '60',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  // Extra input/output processes gain nothing on two cores.
  io_method: 'sync',
  jit: 'off',
};

/** Nothing is replicated, so the write-ahead log carries only what recovery needs. */
const NO_REPLICATION = { wal_level: 'minimal', max_wal_senders: '0' };

/** A log that stays small and holds no row's values: neither statements nor the details of an error. */
const LOGGING = {
  logging_collector: 'off',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_timezone: 'UTC',
};

function durability(durable: boolean): Record<string, string> {
  const value = durable ? 'on' : 'off';
  return { fsync: value, synchronous_commit: value, full_page_writes: value };
}

/** The postmaster's command line. Everybody on the machine can read it: no secret belongs here. */
export function serverArguments({ dataFolder, port, durable }: ServerSettings): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    ...SIZES,
    ...NO_REPLICATION,
    ...LOGGING,
    ...durability(durable),
  };
  return ['-D', dataFolder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
