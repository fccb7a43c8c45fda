/** Who may import whom: ARCHITECTURE.md, "Layers". Arrows point down only. */
const NOUNS = [
  ...['accounts', 'signing', 'uploads', 'provenance', 'providers', 'skills'],
  ...['credentials', 'learners', 'badges', 'consent', 'jobs'],
];
const FLOWS = [
  'verifying',
  'matching',
  'planning',
  'imports',
  'exports',
  'feed',
  'reports',
  'partners',
  'portability',
  'linking',
];
const folders = (names) => `^src/(${names.join('|')})/`;

/** Each noun may use those to its left. */
const nounRules = NOUNS.map((noun, index) => ({
  name: `${noun}-uses-only-nouns-below`,
  severity: 'error',
  from: { path: `^src/${noun}/`, pathNot: '[/-](tables|graphql)\\.ts$' },
  to: { path: folders(NOUNS.slice(index + 1).concat('none')), pathNot: '/(tables)\\.ts$' },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'roots-are-imported-by-nobody',
      severity: 'error',
      from: { pathNot: '^src/cli\\.ts$' },
      to: { path: '^src/(cli|api)\\.ts$' },
    },
    {
      name: 'the-demo-is-of-its-command-alone',
      severity: 'error',
      from: { pathNot: '^src/(demo/|cli\\.ts$)' },
      to: { path: '^src/demo/' },
    },
    {
      name: 'nouns-do-not-use-flows',
      severity: 'error',
      from: { path: folders(NOUNS) },
      to: { path: folders([...FLOWS, 'server']) },
    },
    {
      name: 'flows-do-not-use-the-server',
      severity: 'error',
      from: { path: folders(FLOWS) },
      to: { path: '^src/server/' },
    },
    {
      name: 'formats-are-pure',
      severity: 'error',
      from: { path: '^src/formats/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/formats/|^src/db/localized-text\\.ts$|^src/(skills/skill|credentials/credential|badges/badge|providers/organization|jobs/requirement)\\.ts$|^src/db/columns\\.ts$|^src/problem\\.ts$',
      },
    },
    {
      name: 'verification-is-pure',
      severity: 'error',
      from: { path: '^src/verification/' },
      to: {
        path: '^src/|^(dns|http|https|net|tls|undici)$',
        pathNot: '^src/verification/|^src/formats/index\\.ts$|^src/problem\\.ts$',
      },
    },
    {
      name: 'ranker-is-pure',
      severity: 'error',
      from: { path: '^src/ranker/' },
      to: { path: '^src/|^(dns|http|https|net|tls|undici)$', pathNot: '^src/ranker/|^src/problem\\.ts$' },
    },
    {
      name: 'extraction-is-pure',
      severity: 'error',
      from: { path: '^src/extraction/' },
      to: {
        path: '^src/|^(dns|http|https|net|tls|undici)$',
        pathNot: '^src/(extraction|ranker)/|^src/jobs/requirement\\.ts$|^src/formats/index\\.ts$|^src/problem\\.ts$',
      },
    },
    {
      name: 'platform-has-no-domain',
      severity: 'error',
      from: { path: '^src/(db|queue|embedded|http)/' },
      to: { path: folders([...NOUNS, ...FLOWS, 'formats', 'server', 'graphql']) },
    },
    {
      name: 'graphql-kit-knows-only-who-asks',
      severity: 'error',
      from: { path: '^src/graphql/' },
      to: { path: folders([...NOUNS, ...FLOWS, 'formats', 'server']), pathNot: '^src/accounts/viewer\\.ts$' },
    },
    {
      name: 'src-does-not-use-workers',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli\\.ts$' },
      to: { path: '^workers/' },
    },
    {
      name: 'leaves',
      severity: 'error',
      from: { path: '^src/(config|problem|log|seal|threads)\\.ts$' },
      to: { path: '^src/' },
    },
    ...nounRules,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
