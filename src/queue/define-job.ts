import type { JobsOptions } from 'bullmq';
import type { z } from 'zod';

/**
 * A job: its name (also its queue's and its worker file's), what it carries, and how it is tried. Apart from its
 * processor, so that whoever asks for work need not load those who do it.
 */
export interface JobDefinition<Name extends string = string, Payload = unknown> {
  readonly name: Name;
  /** Parsed on both sides; ids only, never people. */
  readonly payload: z.ZodType<Payload>;
  readonly options: Pick<JobsOptions, 'attempts' | 'backoff' | 'priority'>;
  /** Requests with equal keys that no worker was handed yet are one piece of work. */
  readonly keyOf: (payload: Payload) => string;
}

export function defineJob<const Name extends string, Payload>(
  definition: JobDefinition<Name, Payload>,
): JobDefinition<Name, Payload> {
  return definition;
}
