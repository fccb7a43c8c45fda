/** The address of the API explorer with a query and a key or token filled in. */
export function explorerLink(apiUrl: string, query: string, secret: string): string {
  const explorer = new URL('/graphiql', apiUrl);
  // After the #, which browsers keep to themselves: a key in a query string would stand in every log on the way.
  explorer.hash = new URLSearchParams({
    query,
    headers: JSON.stringify({ Authorization: `Bearer ${secret}` }),
  }).toString();
  return explorer.href;
}
