/** What the synthetic check is told at deploy time besides the settings, as JSON in its environment variable `CHECK_SETTINGS`. */
export interface CheckSettings {
  /** This region's own `/answer`. */
  readonly answerUrl: string;
  /** Name of the function behind it, or of its alias, where the gateway refuses AWS's own addresses; null: the URL is asked. */
  readonly answerFunction: string | null;
  /** How the platform asks the fallback URL. */
  readonly fallbackMethod: 'GET' | 'POST';
  /** How long the platform waits for each, ms. */
  readonly socketMs: { readonly answer: number; readonly fallback: number };
}
