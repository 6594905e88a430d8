// A small client for the tests: JSON in, JSON out, with the demo token unless told otherwise.
import type { Emulator } from "../../emulator";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

interface Who {
  readonly token?: string | undefined;
  readonly projectId?: string;
}

export type Client = ReturnType<typeof client>;

export function client(emulator: Emulator) {
  const send = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${emulator.url}${path}`, { method, headers, redirect: "manual", ...sent });
    const text = await response.text();
    const json = response.headers.get("content-type")?.startsWith("application/json") ? JSON.parse(text) : {};
    return { status: response.status, headers: response.headers, text, body: json };
  };
  const tokenHeader = (who: Who): Record<string, string> => {
    const token = "token" in who ? who.token : emulator.token;
    return token === undefined ? {} : { "x-auth-token": token };
  };
  const instances = (id?: string, projectId = emulator.projectId) =>
    `/v2/${projectId}/apigw/instances${id === undefined ? "" : `/${id}`}`;
  return {
    send,
    instances,
    call: (method: string, path: string, body?: unknown, who: Who = {}) => send(method, path, tokenHeader(who), body),
    progress: (id: string, who: Who = {}) => send("GET", `${instances(id, who.projectId)}/progress`, tokenHeader(who)),
  };
}

/** A clock that stands still until it is told to move. */
export function manualClock(start = Date.parse("2026-01-02T03:04:05Z")) {
  let time = start;
  return {
    now: () => time,
    advance: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}
