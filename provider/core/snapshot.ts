import { mixed, object, string, ValidationError } from "yup";
import { longestInOutput, type Redact, safeCode, safeText } from "./foreignText";

/** What one poll said about a gateway. Source: "Querying the Creation Progress of a Dedicated Gateway", 200 body. */
export interface Snapshot {
  /** `creating`, `success`, `failed`, or a word that the API does not document. */
  readonly status: string;
  /** 0..100, percent. */
  readonly progress: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** Unix milliseconds. */
  readonly startTime: number | null;
  /** Unix milliseconds. The API also sends one while creating: it does not mean "finished". */
  readonly endTime: number | null;
}

/** A documented status, or any other word: an editor completes the documented ones. */
export type GatewayStatus = "creating" | "success" | "failed" | (string & {});

export type Phase = "creating" | "success" | "failed" | "unknown";

/** A status that is not documented is never success: the wait continues. */
export function phaseOf(status: string): Phase {
  return status === "creating" || status === "success" || status === "failed" ? status : "unknown";
}

/** True once the status can no longer change. */
export function isTerminal(status: string): boolean {
  return status === "success" || status === "failed";
}

/** A field that is missing, null or of the wrong type counts as null. Only `status` is required. */
const orNull = <T extends {}>(accepts: (value: unknown) => value is T) =>
  mixed<T>()
    .nullable()
    .default(null)
    .transform((value: unknown) => (accepts(value) ? value : null));

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
/** The pages say milliseconds. What would then be before March 1973 is in seconds, as in other APIs of these clouds. */
const inMs = (time: number | null) => (time !== null && time < 1e11 ? time * 1000 : time);
/** The older page lists 30/50/80/90/100, failures show 0, and the newer page lists no values: any integer is accepted. */
const isPercent = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 100;

// Our own messages: yup's would quote the whole body.
const noStatus = "the body has no status";
const noObject = "the body is no object";
const bodySchema = object({
  status: string().strict().typeError(noStatus).required(noStatus),
  progress: orNull(isPercent),
  error_code: orNull(isText),
  error_msg: orNull(isText),
  start_time: orNull(isTime),
  end_time: orNull(isTime),
})
  .typeError(noObject)
  .required(noObject);

/**
 * Reads a 200 body; ignores extra fields. Throws yup's ValidationError if it does not have the documented shape. Texts are
 * made safe to show and to store; a documented status or code stays whole, even if a short secret is the same word.
 */
export function parseProgress(body: unknown, redact: Redact = (same) => same): Snapshot {
  const { status, progress, error_code, error_msg, start_time, end_time } = bodySchema.validateSync(ownFields(body));
  return {
    status: phaseOf(status) === "unknown" ? safeText(status, redact, longestInOutput) : status,
    progress,
    errorCode: error_code && safeCode(error_code, redact, longestInOutput),
    errorMessage: error_msg && safeText(error_msg, redact, longestInOutput),
    startTime: inMs(start_time),
    endTime: inMs(end_time),
  };
}

/** Reads the text of a 200; why it cannot be read, where it has not the documented shape. */
export function readProgress(text: string, redact: Redact): Snapshot | { readonly fault: string } {
  // Neither error itself: JSON's quotes the body, yup's holds all of it.
  try {
    return parseProgress(JSON.parse(text), redact);
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: "the body is not JSON" };
    if (error instanceof ValidationError) return { fault: error.message };
    throw error;
  }
}

/** Only the fields that are read: yup fails on a key such as `constructor`, which every object seems to have. */
function ownFields(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => Object.hasOwn(bodySchema.fields, key)));
}

/** Duration of the creation in seconds; null until it has ended, or if a time is unknown or the end is before the start. */
export function creationSeconds({ status, startTime, endTime }: Snapshot): number | null {
  if (!isTerminal(status) || startTime === null || endTime === null || endTime < startTime) return null;
  return (endTime - startTime) / 1000;
}
