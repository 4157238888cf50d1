/**
 * How the embedded server runs: small at rest, safe against a power cut, and steady under bursts of small commits.
 * Its own log holds starts, stops and crashes only, so that it stays small and never holds a statement's values.
 */
const steady: Record<string, string> = {
  max_connections: "60",
  shared_buffers: "64MB",
  effective_cache_size: "512MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  huge_pages: "off",
  io_method: "sync",
  random_page_cost: "1.1",
  jit: "off",
  fsync: "on",
  synchronous_commit: "on",
  wal_level: "minimal",
  max_wal_senders: "0",
  wal_compression: "on",
  wal_buffers: "8MB",
  min_wal_size: "128MB",
  max_wal_size: "1GB",
  checkpoint_timeout: "15min",
  autovacuum_vacuum_scale_factor: "0.05",
  autovacuum_analyze_scale_factor: "0.05",
  autovacuum_vacuum_cost_delay: "1ms",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
  log_autovacuum_min_duration: "-1",
};

/** For a server whose data nobody will miss: tests. */
const forgetful: Record<string, string> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  max_connections: "200",
};

/** The command line of `postgres`; `listen` says where it can be reached. */
export function serverArguments(data: string, listen: Record<string, string>, throwaway: boolean): string[] {
  const all = { ...steady, ...(throwaway ? forgetful : {}), ...listen };
  return ["-D", data, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}
