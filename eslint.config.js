import graphql from '@graphql-eslint/eslint-plugin';

const plugins = { '@graphql-eslint': graphql };
const languageOptions = {
  parser: graphql.parser,
  parserOptions: { graphQLConfig: { schema: 'schema.graphql', documents: 'src/client/operations/*.graphql' } },
};
const { rules: ofSchemas } = graphql.configs['flat/schema-recommended'];
const { rules: ofRelay } = graphql.configs['flat/schema-relay'];
const { rules: ofOperations } = graphql.configs['flat/operations-recommended'];
const [, conventions] = ofSchemas['@graphql-eslint/naming-convention'];

/** What the API promises of its own shape, and what its client's documents keep to. TypeScript is Biome's. */
export default [
  {
    files: ['schema.graphql'],
    plugins,
    languageOptions,
    rules: {
      ...ofSchemas,
      ...ofRelay,
      '@graphql-eslint/require-description': [
        'error',
        {
          ...{ types: true, rootField: true, FieldDefinition: true, InputValueDefinition: true },
          ...{ EnumValueDefinition: true, DirectiveDefinition: true },
          // The language's own entry points; each of their fields is described.
          ignoredSelectors: ['ObjectTypeDefinition[name.value=/^(Query|Mutation|Subscription)$/]'],
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          ...conventions,
          InputObjectTypeDefinition: { style: 'PascalCase', requiredSuffixes: ['Input', 'Filter', 'Constraints'] },
        },
      ],
      '@graphql-eslint/input-name': ['error', { checkInputType: true, caseSensitiveInputType: false }],
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'ObjectTypeDefinition[name.value=Mutation] > FieldDefinition > NonNullType > NamedType[name.value!=/Payload$/]',
          message: 'A mutation answers with a type whose name ends in Payload.',
        },
        {
          selector: 'ObjectTypeDefinition[name.value=Mutation] > FieldDefinition > :not(NonNullType)[kind=/Type$/]',
          message: 'A mutation always answers: its payload is never null and never a list.',
        },
      ],
      // Pages run forward only: a keyset has no cheap way back, and nobody asked for one.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      '@graphql-eslint/relay-edge-types': [
        'error',
        {
          withEdgeSuffix: true,
          // A membership, an issue or a candidate is read with what it belongs to and never by an id of its own.
          shouldImplementNode: false,
          // Lists bounded by what they are part of, such as the skills of a credential; their size is priced in `SIZE`.
          listTypeCanWrapOnlyEdgeType: false,
        },
      ],
      // Only what `node` finds has an id: a cursor's edge, a score or a step of a plan is nothing by itself.
      '@graphql-eslint/strict-id-in-types': 'off',
    },
  },
  {
    files: ['src/client/operations/*.graphql'],
    plugins,
    languageOptions,
    rules: { ...ofOperations, '@graphql-eslint/selection-set-depth': ['error', { maxDepth: 10 }] },
  },
];
