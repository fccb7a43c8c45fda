import type { CodegenConfig } from '@graphql-codegen/cli';

/** The typed client of `src/client`: one typed document an operation, from the printed schema. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'src/client/operations/*.graphql',
  silent: true,
  generates: {
    'src/client/generated.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { DateTime: 'string', ID: 'string' },
        avoidOptionals: { field: true },
      },
    },
  },
};

export default config;
