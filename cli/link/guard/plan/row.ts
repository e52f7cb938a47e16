/** What one look at an application, or at what will guard it, has found. */
export interface Row {
  readonly about: string;
  /** `fix`: the application cannot be guarded before. `note`: to be known. */
  readonly status: 'ok' | 'fix' | 'note';
  /** Expected and found. */
  readonly text: string;
  /** What to do; of every `fix`. */
  readonly fix?: string;
}

export const ok = (about: string, text: string): Row => ({ about, status: 'ok', text });
export const note = (about: string, text: string): Row => ({ about, status: 'note', text });
export const toFix = (about: string, text: string, fix: string): Row => ({ about, status: 'fix', text, fix });
