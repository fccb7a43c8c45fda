import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';

/** Waits until one more request may be sent to a host. */
export type Pace = (host: string) => Promise<unknown>;

/** Keeps a process to so many requests a second to each host; those beyond wait their turn, in order. */
export function createPace(perSecond: number): Pace {
  const turns = new RateLimiterQueue(new RateLimiterMemory({ points: perSecond, duration: 1 }));
  return (host) => turns.removeTokens(1, host);
}
