const unitMs = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const goDuration = /^\+?(\d+(\.\d+)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d+)?|\.\d+)(ns|us|µs|ms|s|m|h))*$|^0$/;

const longestText = 100;
/** The engine counts nanoseconds in 63 bits. */
const longestMs = 2 ** 63 / 1e6;

/** True for a duration as Pulumi's `customTimeouts` accepts it: `90s`, `10m`, `1h30m`, `0s`. */
export function isDuration(text: string): boolean {
  return text.length <= longestText && goDuration.test(text) && durationMs(text) < longestMs;
}

/** Such a duration in milliseconds. */
export function durationMs(text: string): number {
  const parts = text.matchAll(/\+?([\d.]+)(ns|us|µs|ms|s|m|h)/gy);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs], 0);
}

/** A duration for people: `5m24s`, `1h0m5s`, `12s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${h > 0 ? `${h}h` : ""}${seconds >= 60 ? `${m}m` : ""}${s}s`;
}
