/** Makes the `error` of a document: the same keys, whatever failed. */
import { ServiceError } from '../api/service-error.ts';
import type { JsonObject } from '../json/json.ts';

/** An error that isn't a failed call: of usage where it has no code. */
export interface ReportError {
  readonly code?: string;
  readonly message: string;
}

/** Its keys are a contract: docs/schemas/error.json. */
export function errorDocument(error: ServiceError | ReportError): JsonObject {
  if (!(error instanceof ServiceError)) {
    const { code = 'usage', message } = error;
    return { code, message, meaning: null, concerns: [], status: null, request_id: null, hint: null };
  }
  const { code, status, kind, message, meaning, details, requestId, hint } = error;
  return {
    code: code ?? (status && kind !== 'no_answer' ? String(status) : kind),
    message,
    meaning: meaning ?? null,
    concerns: [...details],
    status: status ?? null,
    request_id: requestId ?? null,
    hint: hint ?? null,
  };
}
