import { listAt, textAt, type Json, type JsonObject } from '../json.ts';
import { seconds } from '../time.ts';

/** Where files are put before an application names them [DG 58512899264]. */
const UPLOADS = 's3://aws-partner-central-marketplace-ephemeral-writeonly-files/';

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function fileDetail(input: Json, createdBy: string, now: number): JsonObject {
  const uri = textAt(input, 'FileURI');
  const name = uri.slice(uri.lastIndexOf('/') + 1) || 'file';
  const stored = uri.startsWith(UPLOADS);
  return {
    FileURI: uri,
    BusinessUseCase: textAt(input, 'BusinessUseCase') || null,
    FileName: name,
    FileStatus: stored ? 'SUCCEEDED' : 'FAILED',
    FileStatusReason: stored ? null : 'The file was not found at its address.',
    FileType: TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? null,
    CreatedBy: createdBy,
    CreatedAt: seconds(now),
  };
}

/** The files of a request as an application shows them: only those in the documented bucket are found. */
export function fileDetails(input: JsonObject, createdBy: string, now: number): JsonObject[] {
  return listAt(input, 'FileDetails').map((file) => fileDetail(file, createdBy, now));
}
