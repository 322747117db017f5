import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The documents that clients were built with. */
export interface DocumentManifest {
  /** The document of an id: `sha256:` and 64 hexadecimal digits. */
  textOf(id: string): string | undefined;
  /** Whether a text is one of the documents, to the letter. */
  has(text: string): boolean;
}

const PREFIX = 'sha256:';
const manifestSchema = z.record(z.string(), z.string().min(1));

/** The id of a document, as GraphQL over HTTP has it. */
export function documentId(text: string): string {
  return `${PREFIX}${createHash('sha256').update(text).digest('hex')}`;
}

/**
 * Reads a manifest: JSON of documents by id, as graphql-codegen's client preset writes it with `persistedDocuments`.
 * @throws Error when it has another form, or an id is not that of its document
 */
export function readManifest(json: string): DocumentManifest {
  const documents = new Map(Object.entries(manifestSchema.parse(JSON.parse(json))));
  for (const [id, text] of documents) {
    if (documentId(text) !== id) throw new Error(`the id ${id} of the manifest is not that of its document`);
  }
  return {
    textOf: (id) => documents.get(id),
    has: (text) => documents.has(documentId(text)),
  };
}

/** Reads the manifest in a file. @throws Error that names the file and what is wrong with it */
export async function loadManifest(file: string): Promise<DocumentManifest> {
  try {
    return readManifest(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`the manifest ${file} can not be used`, { cause: error });
  }
}
