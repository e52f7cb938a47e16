/** What one look at the link has found. */
export interface Finding {
  /** What was looked at: `answer_url`, `fallback_answer_url.socket_timeout`, `numbers`, … */
  readonly about: string;
  /** `not-checked`: nothing is known, and so nothing is said to be well. */
  readonly status: 'ok' | 'drift' | 'not-checked';
  /** Expected and found. */
  readonly text: string;
  /** What to do; of everything but `ok`. */
  readonly fix?: string;
}

export const ok = (about: string, text: string): Finding => ({ about, status: 'ok', text });

export const drift = (about: string, text: string, fix: string): Finding => ({
  about,
  status: 'drift',
  text,
  fix,
});

export const notChecked = (about: string, text: string, fix: string): Finding => ({
  about,
  status: 'not-checked',
  text,
  fix,
});
