import type { CodegenConfig } from '@graphql-codegen/cli';

/** Makes the typed client from the committed contract: no server needs to run. */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  documents: ['test/client/*.ts'],
  ignoreNoDocuments: true,
  generates: {
    'test/client/generated/': {
      preset: 'client',
      // Beside the client comes the manifest of its documents, for a gateway that carries out no others.
      presetConfig: { fragmentMasking: false, persistedDocuments: true },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        strictScalars: true,
        useTypeImports: true,
        importExtension: '.ts',
        scalars: {
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          CountryCode: 'string',
          CurrencyCode: 'string',
          JSON: 'unknown',
        },
      },
    },
  },
};

// graphql-codegen reads its configuration from the default export; every other file of the house uses named ones.
export default config;
