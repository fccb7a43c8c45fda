import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import WebSocket from 'ws';

export type Event = {
  // biome-ignore lint/suspicious/noExplicitAny: an event's shape is its document's.
  data?: any;
  errors?: readonly { message: string; extensions: { code: string; requestId?: string } }[];
};

/** What a subscriber has heard so far, and how it ended. */
export interface Heard {
  readonly events: readonly Event[];
  /** `completed`, or how it failed: the WebSocket's close code, or the HTTP status. */
  readonly end: string | null;
  stop(): void;
}

export type Transport = 'sse' | 'sse over one connection' | 'ws';
export const TRANSPORTS: readonly Transport[] = ['sse', 'sse over one connection', 'ws'];

/** Subscribes with the protocol's own client. */
export function subscribe(
  transport: Transport,
  {
    url,
    key,
    as,
    query,
    variables = {},
  }: { url: string; key: string | null; as?: string; query: string; variables?: Record<string, unknown> },
): Heard {
  const headers = {
    ...(key !== null && { authorization: `Bearer ${key}` }),
    ...(as !== undefined && { 'tessera-as': as }),
  };
  const held: { events: Event[]; end: string | null } = { events: [], end: null };
  const sink = {
    next: (event: unknown) => void held.events.push(event as Event),
    error(error: unknown) {
      held.end = describe(error);
      if (Array.isArray(error)) held.events.push({ errors: error } as Event);
    },
    complete() {
      held.end ??= 'completed';
    },
  };
  const client =
    transport === 'ws'
      ? createWsClient({
          ...{
            url: `${url.replace('http', 'ws')}/graphql`,
            webSocketImpl: WebSocket,
            connectionParams: headers,
            retryAttempts: 0,
          },
          on: {
            closed(event) {
              const { code } = event as { code: number };
              if (code !== 1000) held.end = String(code);
            },
          },
        })
      : createSseClient({
          ...{ url: `${url}/graphql/stream`, headers, retryAttempts: 0 },
          singleConnection: transport === 'sse over one connection',
        });
  const leave = client.subscribe({ query, variables }, sink as never);
  return {
    get events() {
      return held.events;
    },
    get end() {
      return held.end;
    },
    stop() {
      leave();
      void client.dispose();
    },
  };
}

function describe(error: unknown): string {
  if (Array.isArray(error)) return 'refused';
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}

/** What a subscription tells first, or is refused with; without the name of its request, as `Hub.ask` gives errors. */
export async function firstEvent(
  url: string,
  query: string,
  { key, as }: { key?: string | null; as?: string | undefined },
  variables: object = {},
): Promise<Event & { readonly status: number }> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/graphql/stream`, {
    ...{ method: 'POST', body: JSON.stringify({ query, variables }), signal: leaving.signal },
    headers: {
      ...{ 'content-type': 'application/json', accept: 'text/event-stream' },
      ...(key != null && { authorization: `Bearer ${key}` }),
      ...(as !== undefined && { 'tessera-as': as }),
    },
  });
  const { status } = response;
  if (!response.ok) return { status, ...nameless((await response.json()) as Event) };
  try {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const [, data] = /^data: (\{.*)\n\n/mu.exec(text) ?? [];
      if (data !== undefined) return { status, ...nameless(JSON.parse(data) as Event) };
    }
    throw new Error('the stream ended without an event');
  } finally {
    leaving.abort();
  }
}

function nameless({ errors, ...event }: Event): Event {
  if (!errors) return event;
  return {
    ...event,
    errors: errors.map(({ extensions: { requestId, ...extensions }, ...error }) => {
      if (!requestId) throw new Error(`${error.message}: the error names no request`);
      return { ...error, extensions };
    }),
  };
}
