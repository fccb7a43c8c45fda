/** What the explorer opens with. */
const WELCOME = `# Tessera: badge -> skill -> job requirement -> gap -> the micro-credential that fills it.
# Set a key in the Headers pane below: { "Authorization": "Bearer <key>" }
{
  frameworks { nodes { code name skillCount occupationCount } }
  skills(first: 5) { nodes { label framework { code } } }
}
`;

/** The page of the API explorer; its scripts are served from the npm packages. */
export function graphiqlPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Tessera API explorer</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/graphiql/graphiql/graphiql.min.css">
  <style>html, body, #graphiql { height: 100%; margin: 0; }</style>
</head>
<body>
  <div id="graphiql">Loading the explorer …</div>
  <script src="/graphiql/react/react.production.min.js"></script>
  <script src="/graphiql/react-dom/react-dom.production.min.js"></script>
  <script src="/graphiql/graphiql/graphiql.min.js"></script>
  <script>
    const parameters = new URLSearchParams(location.hash.slice(1));
    const root = ReactDOM.createRoot(document.getElementById('graphiql'));
    root.render(React.createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
      defaultQuery: ${JSON.stringify(WELCOME)},
      query: parameters.get('query') ?? undefined,
      headers: parameters.get('headers') ?? undefined,
      shouldPersistHeaders: true,
    }));
  </script>
</body>
</html>
`;
}
