/**
 * The terms of CLR 2.0 as JSON-LD contexts, of which no package is kept: the model's three classes and their properties,
 * with the names and datatypes its published contexts give them, so that what a CLR's proof covers is read alike. The first
 * publication (`context.json`) and the second (`-2.0.1`) differ in their vocabulary, in `identifier` and in `partial`. Source: CLR 2.0,
 * Appendix: Serialization.
 */
export const CLR_CONTEXTS: ReadonlyMap<string, object> = new Map([
  ['https://purl.imsglobal.org/spec/clr/v2p0/context.json', clrContext('clr/v2p0', 'ob/v3p0', {}, {})],
  [
    'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
    clrContext(
      ...(['vc/clr', 'vc/ob'] as const),
      { partial: ['partial', 'xsd:boolean'] },
      { identifier: ['identifier-1', 'obi:Identifier'] },
    ),
  ],
]);

/** Property to its name in the vocabulary and the type of its values. */
type Properties = Readonly<Record<string, readonly [name: string, type: string]>>;

function clrContext(clr: string, badges: string, ofCredential: Properties, ofSubject: Properties): object {
  const vocabulary = (path: string) => `https://purl.imsglobal.org/spec/${path}/vocab.html#`;
  const term = (name: string) => `${vocabulary(clr)}${name}`;
  const named = { id: '@id', type: '@type' };
  const sets: Properties = {
    achievement: ['achievement', 'obi:Achievement'],
    association: ['association', term('Association')],
    verifiableCredential: ['verifiableCredential', 'cred:verifiableCredential'],
    ...ofSubject,
  };
  const subject = Object.entries(sets).map(([property, [name, type]]) => [
    property,
    { '@id': term(name), '@type': type, '@container': '@set' },
  ]);
  const stated = Object.entries(ofCredential).map(([property, [name, type]]) => [
    property,
    { '@id': term(name), '@type': type },
  ]);
  const prefixes = { cred: 'https://www.w3.org/2018/credentials#', obi: vocabulary(badges) };
  const association = {
    associationType: { '@id': term('AssociationType') },
    sourceId: { '@id': term('sourceId'), '@type': 'xsd:anyURI' },
    targetId: { '@id': term('targetId'), '@type': 'xsd:anyURI' },
  };
  return {
    '@context': {
      ...named,
      ClrCredential: { '@id': term('ClrCredential'), '@context': { ...named, ...Object.fromEntries(stated) } },
      ClrSubject: { '@id': term('ClrSubject'), '@context': { ...named, ...prefixes, ...Object.fromEntries(subject) } },
      Association: { '@id': term('Association'), '@context': association },
    },
  };
}
