import type { AskWebhook } from '../check-ports.ts';
import { sendOnce } from './send-once.ts';

/** At its URL, as the platform does. */
export const askWebhook: AskWebhook = ({ method, url, headers, body }, signal) =>
  sendOnce({ method, url: new URL(url), headers, body }, signal);
