import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** Reads what stands behind `#` and shows what the API answers to it, as text: a badge's words are never markup. */
const SCRIPT = `
const DOCUMENT = \`query Shared($token: String!) { sharedProfile(token: $token) {
  pseudonym displayName region
  badges { name issuerName issuedAt expiresAt verification }
  skillEvidence { rung skill { label } } } }\`;
const main = document.querySelector('main');
const add = (parent, tag, text) => {
  const made = parent.appendChild(document.createElement(tag));
  if (text) made.textContent = text;
  return made;
};
const day = (text) => text.slice(0, 10);
const VERDICTS = { VALID: 'verified', REVOKED: 'taken back by its issuer', INVALID: 'refused by the checks' };
// Strongest first.
const RUNGS = [
  ['VERIFIED_ASSESSED', 'verified, assessed'], ['VERIFIED_UNASSESSED', 'verified, not known to be assessed'],
  ['ENDORSED', 'endorsed'], ['IMPORTED_UNVERIFIED', 'by a badge that is not verified'], ['SELF_CLAIMED', 'their own word'],
];
const strength = ({ rung }) => RUNGS.findIndex(([name]) => name === rung);
const show = (profile) => {
  main.replaceChildren();
  if (!profile) {
    add(main, 'h1', 'This link shows nothing');
    add(main, 'p', 'It was mistyped, has ended, or was taken back by who made it. Ask them for another.');
    return;
  }
  add(main, 'h1', profile.displayName ?? profile.pseudonym);
  if (profile.region) add(main, 'p', profile.region);
  add(main, 'h2', 'Badges');
  const badges = add(main, 'ul');
  for (const { name, issuerName, issuedAt, expiresAt, verification } of profile.badges) {
    const parts = [issuerName, issuedAt && 'issued ' + day(issuedAt), expiresAt && 'until ' + day(expiresAt),
      VERDICTS[verification] ?? 'not verified'];
    add(add(badges, 'li', name), 'small', ' ' + parts.filter(Boolean).join(', '));
  }
  add(main, 'h2', 'Skills');
  const skills = add(main, 'ul');
  const told = new Set();
  for (const evidence of [...profile.skillEvidence].sort((a, b) => strength(a) - strength(b))) {
    const label = evidence.skill?.label;
    if (!label || told.has(label)) continue;
    told.add(label);
    add(add(skills, 'li', label), 'small', ' ' + RUNGS[strength(evidence)][1]);
  }
};
const read = async () => {
  const token = location.hash.slice(1);
  const response = await fetch('graphql', {
    method: 'POST', credentials: 'omit', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: DOCUMENT, variables: { token } }),
  });
  const { data, errors } = await response.json();
  if (!data && errors) throw new Error(errors[0].message);
  show(data.sharedProfile);
};
const start = () => read().catch(({ message }) => main.replaceChildren('It could not be read: ' + message));
addEventListener('hashchange', start);
start();
`;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>A shared profile</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}h1{margin-bottom:0}h2{font-size:1.15rem;margin-top:2rem}ul{list-style:none;padding:0}li{border-top:1px solid #ddd;padding:.5rem 0}small{display:block;color:#595959}</style>
</head>
<body>
<main>Reading …</main>
<noscript>What the link shows is read by your browser, so that its secret is sent to no server's log: allow scripts on this page.</noscript>
<script>${SCRIPT}</script>
</body>
</html>
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const [, STYLE = ''] = /<style>(.*)<\/style>/u.exec(PAGE) ?? [];

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; script-src ${hashOf(SCRIPT)}; style-src ${hashOf(STYLE)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
} as const;

/**
 * `/share`: the page behind a share link's address. The same for every link, since the token stands behind `#` and is sent to
 * the API alone, in the body of a request.
 */
export function addSharePage(app: FastifyInstance): void {
  app.get('/share', (_request, reply) => reply.headers(HEADERS).type('text/html; charset=utf-8').send(PAGE));
}
