import { mixed, object, string, ValidationError } from "yup";
import { isObject } from "./errorBody";
import { longestInOutput, type Redact, safeCode, safeText } from "./foreignText";

/** What the API said about a gateway. Null means that there is no value. */
export interface Observed {
  /** `creating`, `success`, `failed`, or a word that the API does not document. Null if the API never answered. */
  readonly status: GatewayStatus | null;
  /** Percent, an integer from 0 to 100. Null if the API gave none. */
  readonly progress: number | null;
  /** The API's code for why the creation failed, such as `APIC.9218`. Null if the API gave none. */
  readonly errorCode: string | null;
  /** The API's text for why the creation failed. Null if the API gave none. */
  readonly errorMessage: string | null;
  /** When the creation began, Unix milliseconds. Null if the API gave no time. */
  readonly startTime: number | null;
  /** When the creation ended, Unix milliseconds. Null until then, or if the API gave no time. */
  readonly endTime: number | null;
  /** `startTime` as an RFC 3339 text in UTC. Null if `startTime` is null. */
  readonly startedAt: string | null;
  /** `endTime` as an RFC 3339 text in UTC. Null if `endTime` is null. */
  readonly endedAt: string | null;
  /** How long the creation took, in seconds. Null until it has ended, or if one of the two times is unknown. */
  readonly creationSeconds: number | null;
}

/** What one poll said about a gateway. Source: "Querying the Creation Progress of a Dedicated Gateway", 200 body. */
export interface Snapshot extends Omit<Observed, "status" | "startedAt" | "endedAt" | "creationSeconds"> {
  readonly status: string;
}

/** A documented status, or any other word: an editor completes the documented ones. */
export type GatewayStatus = "creating" | "success" | "failed" | (string & {});

/** Any other status is never success: the wait continues. */
export function isDocumented(status: string): boolean {
  return status === "creating" || isTerminal(status);
}

/** True once the status can no longer change. */
export function isTerminal(status: string): boolean {
  return status === "success" || status === "failed";
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
/** The older page lists 30/50/80/90/100, failures show 0, and the newer page lists no values: any integer is accepted. */
const isPercent = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100;

const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
/** The pages say milliseconds. What would then be before March 1973 is in seconds, as in other APIs of these clouds. */
const inMs = (time: number | null) => (time !== null && time < 1e11 ? time * 1000 : time);

/** A field that is missing, null or of the wrong type counts as null. Only `status` is required. */
const orNull = <T extends {}>(accepts: (value: unknown) => value is T) =>
  mixed<T>()
    .nullable()
    .default(null)
    .transform((value: unknown) => (accepts(value) ? value : null));

// Our own messages: yup's would quote the whole body.
const noStatus = "the body has no status";
const noObject = "the body is not an object";
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
 * Reads the text of a 200; why it cannot be read, where it has not the documented shape. Only `status` is required: a field that is
 * missing, null or of the wrong type counts as null, and extra fields are ignored. Texts are made safe to show and to store; a
 * documented status or code stays whole, even if a short secret is the same word.
 */
export function readProgress(text: string, redact: Redact): Snapshot | { readonly fault: string } {
  try {
    const { status, progress, error_code, error_msg, start_time, end_time } = bodySchema.validateSync(bodyOf(text));
    return {
      status: isDocumented(status) ? status : safeText(status, redact, longestInOutput),
      progress,
      errorCode: error_code && safeCode(error_code, redact, longestInOutput),
      errorMessage: error_msg && safeText(error_msg, redact, longestInOutput),
      startTime: inMs(start_time),
      endTime: inMs(end_time),
    };
  } catch (error) {
    // Neither error itself: JSON's quotes the body, yup's holds all of it.
    if (error instanceof SyntaxError) return { fault: "the body is not JSON" };
    if (error instanceof ValidationError) return { fault: error.message };
    throw error;
  }
}

/** Only the fields that are read: yup fails on a key such as `constructor`, which every object seems to have. */
function bodyOf(text: string): unknown {
  const body: unknown = JSON.parse(text);
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => Object.hasOwn(bodySchema.fields, key)));
}

/** `50%`; empty where it is not known, as of what failed: the API says 0 of that, however far it was. */
export function percentOf({ status, progress }: Snapshot): string {
  return progress === null || (status === "failed" && progress === 0) ? "" : `${progress}%`;
}

/** Duration of the creation in seconds; null until it has ended, or if a time is unknown or the end is before the start. */
export function creationSeconds({ status, startTime, endTime }: Snapshot): number | null {
  if (!isTerminal(status) || startTime === null || endTime === null || endTime < startTime) return null;
  return (endTime - startTime) / 1000;
}
