// The only place that talks to the controller. The token comes with the address, behind its '#', which is sent to nobody; it is kept for
// this tab alone and taken out of the address, so that neither history nor a shared screen shows it.
import { createParser } from "eventsource-parser";

const KEY = "activeactive-token";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(KEY);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}

export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await request(method, path, body, signal);
  const text = await response.text();
  return (text === "" ? null : JSON.parse(text)) as T;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>("GET", path, undefined, signal);

export async function download(path: string, name: string): Promise<void> {
  const response = await request("GET", path);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

// Reads a stream of events until it ends or is aborted; both are for the caller to tell apart.
export async function stream(path: string, signal: AbortSignal, take: (name: string, data: unknown) => void): Promise<void> {
  const response = await request("GET", path, undefined, signal);
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const parser = createParser({ onEvent: (e) => take(e.event ?? "message", JSON.parse(e.data)) });
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

async function request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Bearer ${sessionStorage.getItem(KEY) ?? ""}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  const init: RequestInit = { method, headers, cache: "no-store" };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  const response = await fetch(path, init);
  if (response.ok) return response;
  let sentence = `the lab answered with ${response.status}`;
  try {
    sentence = ((await response.json()) as { error: string }).error;
  } catch {
    // Something between here and the lab answered in its place.
  }
  throw new ApiError(response.status, sentence);
}
