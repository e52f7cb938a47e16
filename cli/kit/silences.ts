import type { VoiceTimeouts } from '../../contracts/outputs.ts';

/** What Vonage takes where the application names none, ms (Application API OpenAPI 2.4.1). */
export const DEFAULT_TIMEOUTS: VoiceTimeouts = {
  answer_url: { connect_timeout: 1000, socket_timeout: 5000 },
  event_url: { connect_timeout: 1000, socket_timeout: 10_000 },
  fallback_answer_url: { connect_timeout: 1000, socket_timeout: 5000 },
};

/** A timeout is tried once more (SUP 115016024247). */
const TRIES = 2;

/**
 * How long Vonage waits for a URL before it gives up, ms: for the caller, that much silence. What comes next, one
 * fetch of the fallback or the next action, adds its own time.
 */
export const silenceMs = (timeoutMs: number): number => TRIES * timeoutMs;
