import { percentile } from '../percentile.ts';

/** The middle and the 99th percentile of some times. */
export function percentiles(times: readonly number[]): { p50: number; p99: number } {
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/**
 * Milliseconds of processor that some work took, all threads together: what it would take alone on one core, whatever
 * else the machine is doing.
 */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(start);
  return { value, ms: (user + system) / 1000 };
}
