/** A way into the explorer as somebody. */
export interface Door {
  readonly displayName: string;
  readonly who: string;
  readonly token: string;
  readonly href: string;
}

/** The demo's login page: a link and a token for each person; it needs no script. */
export function loginPage(doors: readonly Door[]): string {
  const rows = doors.map(
    ({ displayName, who, token, href }) => `
    <li>
      <a href="${escaped(href)}">${escaped(displayName)}</a> <span>${escaped(who)}</span>
      <details><summary>Token</summary><code>${escaped(token)}</code></details>
    </li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Tessera demo: who do you want to be?</title>
  <style>
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
    li { margin: 1rem 0; }
    code { overflow-wrap: anywhere; }
  </style>
</head>
<body>
  <h1>Who do you want to be?</h1>
  <p>A click opens the API explorer, signed in. The tokens are good for one hour; reload this page for new ones.
  This page belongs to the demo: no other way of running Tessera has it.</p>
  <ul>${rows.join('')}
  </ul>
</body>
</html>
`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/gu, (character) => entities[character] ?? character);
}
